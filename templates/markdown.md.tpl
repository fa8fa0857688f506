## {{SYMBOL}} {{#HEADLINE}}{{#HEADLINE_ABOUT}}{{HEADLINE_NAME}} {{/HEADLINE_ABOUT}}{{HEADLINE_TEXT}}{{/HEADLINE}}

**{{OUTCOME}}** {{SUMMARY}}{{#COMMITS}} {{HEAD_COMMIT}} against its base {{BASE_COMMIT}}.{{/COMMITS}}
{{#CAUTION}}

> {{CAUTION_TEXT}}
{{/CAUTION}}
{{#WRONG}}

**Problems**
{{#NOTICE}}
- {{NOTICE_SYMBOL}} **{{NOTICE_KIND}}**{{#NOTICE_ABOUT}} {{NOTICE_SUBJECT}}{{/NOTICE_ABOUT}}: {{NOTICE_TEXT}}
{{/NOTICE}}
{{#NOTICES_LEFT_OUT}}
- … and **{{LEFT_OUT}} more**; `results.json` has them all
{{/NOTICES_LEFT_OUT}}
{{/WRONG}}
{{#CHANGED}}

| bench&shy;mark | base → head | change | limit |
| --- | ---: | ---: | ---: |
{{#CHANGED_ROW}}
| {{ROW_SYMBOL}} {{BENCHMARK}}{{#OTHER_METRIC}} {{METRIC}}{{/OTHER_METRIC}}{{#RENAMED}} (was {{RENAMED_FROM}}){{/RENAMED}} | {{BASE}} → {{HEAD}} | {{#WITH_EFFECT}}**{{EFFECT}}** {{SPREAD}} {{/WITH_EFFECT}}{{#NOTED}}{{ROW_NOTE}}{{/NOTED}} | {{LIMIT}} |
{{/CHANGED_ROW}}
{{#CHANGED_LEFT_OUT}}

… and **{{LEFT_OUT}} more**; the report and `results.json` have them all.
{{/CHANGED_LEFT_OUT}}
{{/CHANGED}}
{{#BUDGETS}}
{{#BUDGETS_TABLE}}

| budget | base → head | limit |
| --- | ---: | ---: |
{{#BUDGET_ROW}}
| {{BUDGET_SYMBOL}} {{BUDGET_BENCHMARK}} {{BUDGET_METRIC}} {{BUDGET_STATE}}{{#BUDGET_NOTED}} ({{BUDGET_NOTE}}){{/BUDGET_NOTED}} | {{BUDGET_BASE}} → {{BUDGET_VALUE}} | {{#BUDGET_LIMIT}}{{BUDGET_LIMIT_WORD}} {{BUDGET_LIMIT_VALUE}}{{#BUDGET_LIMIT_separator}}, {{/BUDGET_LIMIT_separator}}{{/BUDGET_LIMIT}} |
{{/BUDGET_ROW}}
{{/BUDGETS_TABLE}}
{{#BUDGETS_LEFT_OUT}}

… and **{{LEFT_OUT}} more**; the report and `results.json` have them all.
{{/BUDGETS_LEFT_OUT}}
{{/BUDGETS}}
{{#ACCEPTANCES}}

**Accepted regressions**

{{#ACCEPTANCE}}
- {{ACCEPTANCE_SYMBOL}} {{ACCEPTED_BENCHMARK}} {{ACCEPTED_METRIC}} up to {{ACCEPTED_UP_TO}} until {{ACCEPTED_UNTIL}}, by {{ACCEPTED_BY}}: {{ACCEPTED_REASON}} ({{ACCEPTANCE_STATE}})
{{/ACCEPTANCE}}
{{#ACCEPTANCES_LEFT_OUT}}

… and **{{LEFT_OUT}} more**; `results.json` has them all.
{{/ACCEPTANCES_LEFT_OUT}}
{{/ACCEPTANCES}}

**What now?** {{#STEPS}}{{#STEP}}{{#STEP_ALONE}}{{STEP_TEXT}} {{/STEP_ALONE}}{{/STEP}}{{/STEPS}}{{#LINKS}}{{#LINK}}[{{LINK_TEXT}}](<{{LINK_URL}}>){{#LINK_separator}} · {{/LINK_separator}}{{/LINK}}{{/LINKS}}
{{#STEPS}}
{{#STEP}}
{{#STEP_LISTED}}
- {{STEP_TEXT}}
{{/STEP_LISTED}}
{{/STEP}}
{{/STEPS}}
{{#COMMANDS}}

<details><summary>{{COMMANDS_SUMMARY}}</summary>
{{#COMMAND_GROUP}}

{{COMMAND_PURPOSE}}:

```sh
{{#COMMAND_LINE}}
{{LINE}}
{{/COMMAND_LINE}}
```
{{/COMMAND_GROUP}}

</details>
{{/COMMANDS}}
{{#REST}}
{{#REST_GROUP}}
{{#GROUP_COUNTED}}

{{GROUP_SUMMARY}}
{{/GROUP_COUNTED}}
{{#GROUP_TABLE}}

<details{{#GROUP_OPEN}} open{{/GROUP_OPEN}}><summary>{{GROUP_SUMMARY}}</summary>

| bench&shy;mark | base → head | change |
| --- | ---: | ---: |
{{#REST_ROW}}
| {{BENCHMARK}}{{#OTHER_METRIC}} {{METRIC}}{{/OTHER_METRIC}}{{#RENAMED}} (was {{RENAMED_FROM}}){{/RENAMED}} | {{BASE}} → {{HEAD}} | {{EFFECT}} {{SPREAD}} |
{{/REST_ROW}}
{{#TABLE_LEFT_OUT}}

… and {{LEFT_OUT}} more; the report and `results.json` have them all.
{{/TABLE_LEFT_OUT}}

</details>
{{/GROUP_TABLE}}
{{/REST_GROUP}}
{{/REST}}
{{#ENVIRONMENT}}

<details><summary>The environments of base and head differ</summary>

{{#DIFFERENCE}}
- {{FIELD}} ({{SUITES}}): {{BASE_VALUE}} in base, {{HEAD_VALUE}} in head
{{/DIFFERENCE}}
{{#DIFFERENCES_LEFT_OUT}}

… and {{LEFT_OUT}} more; `results.json` has them all.
{{/DIFFERENCES_LEFT_OUT}}

</details>
{{/ENVIRONMENT}}

<details><summary>Details: each row, how it was measured, how to read this</summary>

{{#CHANGED}}
{{#CHANGED_ROW}}
- {{BENCHMARK}} {{METRIC}}: {{WHY}}
{{/CHANGED_ROW}}

{{/CHANGED}}
{{#NOTES}}
{{#NOTE}}
-{{#NOTICE_ABOUT}} {{NOTICE_SUBJECT}}:{{/NOTICE_ABOUT}} {{NOTICE_TEXT}}
{{/NOTE}}
{{#NOTES_LEFT_OUT}}
- … and {{LEFT_OUT}} more remarks; `results.json` has them all
{{/NOTES_LEFT_OUT}}

{{/NOTES}}
{{#FACT}}
- **{{FACT_LABEL}}**: {{FACT_TEXT}}
{{/FACT}}
{{#BUDGETS}}
{{#MET}}
- **Budgets**: {{MET_SUMMARY}}
{{/MET}}
{{/BUDGETS}}
- **Base**: {{BASE_ID}}
- **Head**: {{HEAD_ID}}

benchgate compares the benchmarks of two builds: **base** is the code before the change, **head** the code with it.

- **change** is head / base − 1: for times, + is slower. The ± or the brackets give its confidence interval.
- **limit** is how much worse the policy (`benchgate.toml`) lets a metric become.
- **unchanged** rows are shown to stay within their limit. **undecided** rows are not shown to be changed or unchanged.
- Counts, such as allocations or rows, are exact and must not get worse at all.

</details>
