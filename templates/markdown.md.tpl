## {{SYMBOL}} {{TITLE}}

**{{OUTCOME}}** {{COVERAGE}}.
{{#CAUTION}}

> {{CAUTION_TEXT}}
{{/CAUTION}}
{{#WRONG}}

### Wrong with the comparison

{{#NOTICE}}
- {{NOTICE_SYMBOL}} **{{NOTICE_KIND}}**{{#NOTICE_ABOUT}} {{NOTICE_SUBJECT}}{{/NOTICE_ABOUT}}: {{NOTICE_TEXT}}
{{/NOTICE}}
{{#NOTICES_LEFT_OUT}}
- … and **{{LEFT_OUT}} more** that did not fit here; `results.json` and the HTML report have them all
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
{{#COUNTS}}

### Counts

{{#COUNT}}**{{COUNT_NUMBER}}** {{COUNT_WORD}}{{#COUNT_separator}} · {{/COUNT_separator}}{{/COUNT}}
{{/COUNTS}}
{{#CHANGED}}

### Changed, worst first

| | benchmark | metric | base | head | effect | limit | why |
| --- | --- | --- | ---: | ---: | ---: | ---: | --- |
{{#CHANGED_ROW}}
| {{ROW_SYMBOL}} **{{VERDICT}}** | {{BENCHMARK}}{{#RENAMED}} (was {{RENAMED_FROM}}){{/RENAMED}} | {{METRIC}} | {{BASE}} | {{HEAD}} | {{EFFECT}} {{INTERVAL}} | {{LIMIT}} | {{WHY}} |
{{/CHANGED_ROW}}
{{#CHANGED_LEFT_OUT}}

… and **{{LEFT_OUT}} more** that did not fit here; `results.json` and the HTML report have them all.
{{/CHANGED_LEFT_OUT}}
{{/CHANGED}}
{{#UNCHANGED}}

{{UNCHANGED_TEXT}}
{{/UNCHANGED}}
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

{{LEFT_OUT}} left out for length; `results.json` and the HTML report have them.
{{/MET_LEFT_OUT}}

</details>
{{/MET}}
{{/BUDGETS}}
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

{{LEFT_OUT}} rows left out for length; `results.json` and the HTML report have them.
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

### How it was measured

{{#FACT}}
- **{{FACT_LABEL}}**: {{FACT_TEXT}}
{{/FACT}}
- **Base**: {{BASE_ID}}
- **Head**: {{HEAD_ID}}
