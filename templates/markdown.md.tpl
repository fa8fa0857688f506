## {{SYMBOL}} {{TITLE}}

**{{OUTCOME}}** {{COVERAGE}}.
{{#COUNTS}}

{{#COUNT}}**{{COUNT_NUMBER}}** {{COUNT_WORD}}{{#COUNT_separator}} · {{/COUNT_separator}}{{/COUNT}}
{{/COUNTS}}
{{#LINKS}}

More: {{#LINK}}[{{LINK_TEXT}}](<{{LINK_URL}}>){{#LINK_separator}} · {{/LINK_separator}}{{/LINK}}
{{/LINKS}}
{{#CAUTION}}

> {{CAUTION_TEXT}}
{{/CAUTION}}
{{#WRONG}}

### Wrong with the comparison

{{#NOTICE}}
- {{NOTICE_SYMBOL}} **{{NOTICE_KIND}}**{{#NOTICE_ABOUT}} {{NOTICE_SUBJECT}}{{/NOTICE_ABOUT}}: {{NOTICE_TEXT}}
{{/NOTICE}}
{{#NOTICES_LEFT_OUT}}
- … and **{{LEFT_OUT}} more** that did not fit here; `results.json` has them all
{{/NOTICES_LEFT_OUT}}
{{/WRONG}}
{{#ENVIRONMENT}}

### The environments differ

| field | base | head | suites |
| --- | --- | --- | --- |
{{#DIFFERENCE}}
| {{FIELD}} | {{BASE_VALUE}} | {{HEAD_VALUE}} | {{SUITES}} |
{{/DIFFERENCE}}
{{#DIFFERENCES_LEFT_OUT}}

… and **{{LEFT_OUT}} more** that did not fit here.
{{/DIFFERENCES_LEFT_OUT}}
{{/ENVIRONMENT}}
{{#CHANGED}}

### Changed, worst first

| | benchmark | better ◂ ▸ worse |
| --- | --- | --- |
{{#CHANGED_ROW}}
| {{ROW_SYMBOL}} **{{VERDICT}}** | {{BENCHMARK}}{{#RENAMED}} (was {{RENAMED_FROM}}){{/RENAMED}} {{METRIC}}<br>{{WHY}} | {{BASE}} → {{HEAD}}<br>{{EFFECT}}{{#LIMITED}} (limit {{LIMIT}}){{/LIMITED}}{{#SKETCHED}}<br>{{INTERVAL}}<br>`{{SKETCH}}`{{/SKETCHED}} |
{{/CHANGED_ROW}}
{{#CHANGED_LEFT_OUT}}

… and **{{LEFT_OUT}} more** that did not fit here; `results.json` has them all.
{{/CHANGED_LEFT_OUT}}
{{/CHANGED}}
{{#UNCHANGED}}

{{UNCHANGED_TEXT}}
{{/UNCHANGED}}
{{#STEPS}}

### Next

{{#STEP}}
{{STEP_NUMBER}}. {{STEP_TEXT}}
{{#STEP_EXAMPLE}}
   ```
{{EXAMPLE}}
   ```
{{/STEP_EXAMPLE}}
{{/STEP}}
{{/STEPS}}
{{#REPRODUCE}}

### See it on your machine

```sh
{{#COMMAND}}
{{LINE}}
{{/COMMAND}}
```
{{/REPRODUCE}}
{{#BUDGETS}}

### Budgets
{{#BUDGETS_TABLE}}

| | benchmark | metric | base | head | target | warning | error |
| --- | --- | --- | ---: | ---: | ---: | ---: | ---: |
{{#BUDGET_ROW}}
| {{BUDGET_SYMBOL}} **{{BUDGET_STATE}}** | {{BUDGET_BENCHMARK}} | {{BUDGET_METRIC}} | {{BUDGET_BASE}} | {{BUDGET_VALUE}} | {{BUDGET_TARGET}} | {{BUDGET_WARNING}} | {{BUDGET_ERROR}} |
{{/BUDGET_ROW}}
{{/BUDGETS_TABLE}}
{{#BUDGETS_LEFT_OUT}}

… and **{{LEFT_OUT}} more** that were not met and did not fit here.
{{/BUDGETS_LEFT_OUT}}
{{#MET}}

<details><summary>{{MET_SUMMARY}}</summary>
{{#MET_TABLE}}

| benchmark | metric | base | head | target | warning | error |
| --- | --- | ---: | ---: | ---: | ---: | ---: |
{{#MET_ROW}}
| {{BUDGET_BENCHMARK}} | {{BUDGET_METRIC}} | {{BUDGET_BASE}} | {{BUDGET_VALUE}} | {{BUDGET_TARGET}} | {{BUDGET_WARNING}} | {{BUDGET_ERROR}} |
{{/MET_ROW}}
{{/MET_TABLE}}
{{#MET_LEFT_OUT}}

{{LEFT_OUT}} left out for length; `results.json` has them.
{{/MET_LEFT_OUT}}

</details>
{{/MET}}
{{/BUDGETS}}
{{#ACCEPTANCES}}

### Accepted regressions

| | benchmark | metric | up to | until | by | reason |
| --- | --- | --- | ---: | --- | --- | --- |
{{#ACCEPTANCE}}
| {{ACCEPTANCE_SYMBOL}} {{ACCEPTANCE_STATE}} | {{ACCEPTED_BENCHMARK}} | {{ACCEPTED_METRIC}} | {{ACCEPTED_UP_TO}} | {{ACCEPTED_UNTIL}} | {{ACCEPTED_BY}} | {{ACCEPTED_REASON}} |
{{/ACCEPTANCE}}
{{#ACCEPTANCES_LEFT_OUT}}

… and **{{LEFT_OUT}} more** that did not fit here; `results.json` has them all.
{{/ACCEPTANCES_LEFT_OUT}}
{{/ACCEPTANCES}}
{{#REST}}

### The rest
{{#REST_GROUP}}

<details{{#GROUP_OPEN}} open{{/GROUP_OPEN}}><summary>{{GROUP_SUMMARY}}</summary>
{{#GROUP_TABLE}}

| benchmark | metric | base | head | effect | why |
| --- | --- | ---: | ---: | ---: | --- |
{{#REST_ROW}}
| {{BENCHMARK}}{{#RENAMED}} (was {{RENAMED_FROM}}){{/RENAMED}} | {{METRIC}} | {{BASE}} | {{HEAD}} | {{EFFECT}} {{INTERVAL}} | {{WHY}} |
{{/REST_ROW}}
{{/GROUP_TABLE}}
{{#GROUP_LEFT_OUT}}

{{LEFT_OUT}} rows left out for length; `results.json` has them.
{{/GROUP_LEFT_OUT}}

</details>
{{/REST_GROUP}}
{{/REST}}
{{#NOTES}}

<details><summary>Remarks</summary>

{{#NOTE}}
-{{#NOTICE_ABOUT}} {{NOTICE_SUBJECT}}:{{/NOTICE_ABOUT}} {{NOTICE_TEXT}}
{{/NOTE}}
{{#NOTES_LEFT_OUT}}
- {{LEFT_OUT}} more left out for length
{{/NOTES_LEFT_OUT}}

</details>
{{/NOTES}}

<details><summary>How it was measured</summary>

{{#FACT}}
- **{{FACT_LABEL}}**: {{FACT_TEXT}}
{{/FACT}}
- **Base**: {{BASE_ID}}
- **Head**: {{HEAD_ID}}

</details>

<details><summary>How to read this</summary>

benchgate runs the benchmarks of two builds, **base** (before the change) and **head** (with it), and closes the gate where head is shown to be worse than the project's `benchgate.toml` allows.

- **effect** is head / base − 1: for times, + is slower. The brackets are its confidence interval: the range in which the true effect lies, as far as these measurements tell.
- **limit** is how much worse a metric may become. In the line of characters `│` is no change, `┃` the limit, `●` the effect, `━` its interval; worse is on the right.
- **regressed** and **improved** were shown to be so, and **unchanged** was shown to stay within its limit. **inconclusive** is neither: the row says what it would take.
- Counts, such as allocations or rows, are exact and must not move at all.

</details>
