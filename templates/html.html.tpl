<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{TITLE}}</title>
<style>{{STYLE:none}}</style>
</head>
<body>
<h1>{{SYMBOL}} {{TITLE}}</h1>
<p>{{OUTCOME}} {{COVERAGE}}.</p>
{{#CAUTION}}
<p>{{CAUTION_TEXT}}</p>
{{/CAUTION}}
{{#CHANGED}}
<table>
{{#CHANGED_ROW}}
<tr><td>{{VERDICT}}</td><td>{{BENCHMARK}}</td><td>{{METRIC}}</td><td>{{BASE}}</td><td>{{HEAD}}</td><td>{{EFFECT}}</td><td>{{WHY}}</td></tr>
{{/CHANGED_ROW}}
</table>
{{/CHANGED}}
</body>
</html>
