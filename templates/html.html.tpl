<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'sha256-{{STYLE_HASH}}'; script-src 'sha256-{{SCRIPT_HASH}}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="benchgate">
<title>{{SYMBOL}} {{TITLE}}</title>
<link rel="icon" href="data:,">
<style>{{STYLE:none}}</style>
</head>
<body>
<header class="verdict tone-{{TONE}}">
<svg class="gate" viewBox="0 0 64 64" aria-hidden="true">
<path class="post" d="M15 56V28M6 56h18"/>
<g class="boom"><path d="M15 28h45"/><path class="stripes" d="M15 28h45"/></g>
</svg>
<div>
<h1>{{#HEADLINE}}{{#HEADLINE_ABOUT}}<code>{{HEADLINE_NAME}}</code> {{/HEADLINE_ABOUT}}{{HEADLINE_TEXT}}{{/HEADLINE}}</h1>
<p class="outcome"><b>{{OUTCOME}}</b> {{SUMMARY}}{{#COMMITS}} <code>{{HEAD_COMMIT}}</code> against its base <code>{{BASE_COMMIT}}</code>.{{/COMMITS}}</p>
</div>
<dl class="sides">
<div><dt class="base">base</dt><dd>{{BASE_ID}}</dd></div>
<div><dt class="head">head</dt><dd>{{HEAD_ID}}</dd></div>
</dl>
</header>
<main>
{{#CAUTION}}
<p class="caution" role="note">{{CAUTION_TEXT}}</p>
{{/CAUTION}}
{{#WRONG}}
<section aria-labelledby="wrong">
<h2 id="wrong">Problems</h2>
<ul class="notices">
{{#NOTICE}}
<li class="tone-{{NOTICE_TONE}}"><span class="badge">{{NOTICE_SYMBOL}} {{NOTICE_KIND}}</span> <span>{{#NOTICE_ABOUT}}<span class="benchmark">{{NOTICE_SUBJECT}}</span> {{/NOTICE_ABOUT}}{{#NOTICE_SENTENCE}}{{#SENTENCE_PART}}{{#SENTENCE_PLAIN}}{{PART_TEXT}}{{/SENTENCE_PLAIN}}{{#SENTENCE_CODE}}<code>{{PART_TEXT}}</code>{{/SENTENCE_CODE}}{{/SENTENCE_PART}}{{/NOTICE_SENTENCE}}</span></li>
{{/NOTICE}}
</ul>
{{#NOTICES_LEFT_OUT}}
<p class="quiet">… and {{LEFT_OUT}} more; the JSON results have them all.</p>
{{/NOTICES_LEFT_OUT}}
</section>
{{/WRONG}}
{{#ENVIRONMENT}}
<section aria-labelledby="environment">
<h2 id="environment">The environments differ</h2>
<div class="scroll">
<table class="environment">
<caption class="unseen">Fields of the environment that differ between base and head</caption>
<thead><tr><th scope="col">field</th><th scope="col">base</th><th scope="col">head</th><th scope="col">suites</th></tr></thead>
<tbody>
{{#DIFFERENCE}}
<tr><th scope="row"><span class="benchmark">{{FIELD}}</span> <span class="metric">{{ASPECT}}</span></th><td>{{BASE_VALUE}}</td><td>{{HEAD_VALUE}}</td><td>{{SUITES}}</td></tr>
{{/DIFFERENCE}}
</tbody>
</table>
</div>
{{#DIFFERENCES_LEFT_OUT}}
<p class="quiet">… and {{LEFT_OUT}} more; the JSON results have them all.</p>
{{/DIFFERENCES_LEFT_OUT}}
</section>
{{/ENVIRONMENT}}
<section aria-labelledby="changed">
<h2 id="changed">Changed, worst first</h2>
<form class="filter" hidden role="search">
<label>Filter rows <input type="search" id="filter" placeholder="name, metric, verdict or reason" autocomplete="off"></label>
<output for="filter" aria-live="polite"></output>
</form>
{{#UNCHANGED}}
<p class="quiet">{{UNCHANGED_TEXT}}</p>
{{/UNCHANGED}}
{{#CHANGED}}
<table class="rows sortable">
<caption class="unseen">Metrics that changed, worst first</caption>
<thead><tr><th scope="col">verdict</th><th scope="col">benchmark</th><th scope="col" class="number">base</th><th scope="col" class="number">head</th><th scope="col" class="number">effect</th><td class="plot"><svg class="axis" aria-hidden="true">{{#AXIS_TICK}}<text x="{{AXIS_X}}%" y="70%">{{AXIS_TEXT}}</text>{{/AXIS_TICK}}</svg></td><td class="strip"><span class="base">base</span> <span class="head">head</span></td></tr></thead>
<tbody>
{{#CHANGED_ROW}}
<tr id="row-{{ROW_ID}}" class="tone-{{ROW_TONE}} is-{{VERDICT}}">
<td class="verdict" data-sort="{{SORT_VERDICT}}"><span class="badge">{{ROW_SYMBOL}} {{VERDICT}}</span>{{#CLOSES}}<span class="closes">blocks merging</span>{{/CLOSES}}</td>
<th scope="row" class="name"><span class="benchmark">{{BENCHMARK}}</span> <span class="metric">{{METRIC}}</span>{{#RENAMED}}<span class="renamed">was <span class="benchmark">{{RENAMED_FROM}}</span></span>{{/RENAMED}}<span class="why">{{WHY}}</span></th>
<td class="number base" data-sort="{{SORT_BASE}}">{{BASE}}</td>
<td class="number head" data-sort="{{SORT_HEAD}}">{{HEAD}}</td>
<td class="number effect" data-sort="{{SORT_EFFECT}}"><b>{{EFFECT}}</b><span class="interval">{{INTERVAL}}</span>{{#LIMITED}}<span class="limit">limit {{LIMIT}}</span>{{/LIMITED}}</td>
<td class="plot">{{#EFFECT_PLOT}}<svg class="effect-plot" aria-hidden="true">{{#LIMIT_MARK}}<rect class="beyond" x="{{BEYOND_X}}%" width="{{BEYOND_WIDTH}}%" height="100%"/><line class="limit" x1="{{LIMIT_X}}%" x2="{{LIMIT_X}}%" y1="0" y2="100%"/>{{/LIMIT_MARK}}<line class="zero" x1="{{ZERO_X}}%" x2="{{ZERO_X}}%" y1="0" y2="100%"/>{{#INTERVAL_BAR}}<line class="interval" x1="{{INTERVAL_X1}}%" x2="{{INTERVAL_X2}}%" y1="50%" y2="50%"/>{{/INTERVAL_BAR}}{{#POINT}}<circle class="point" cx="{{POINT_X}}%" cy="50%" r="4.5"/>{{/POINT}}{{#CLIPPED_LEFT}}<text class="clipped" x="0" y="70%">◀</text>{{/CLIPPED_LEFT}}{{#CLIPPED_RIGHT}}<text class="clipped right" x="100%" y="70%">▶</text>{{/CLIPPED_RIGHT}}</svg>{{/EFFECT_PLOT}}</td>
<td class="strip">{{#STRIP}}<svg class="strip base" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><path d="{{STRIP_BASE}}"/></svg><svg class="strip head" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><path d="{{STRIP_HEAD}}"/></svg>{{/STRIP}}</td>
</tr>
{{/CHANGED_ROW}}
</tbody>
</table>
{{#CHANGED_LEFT_OUT}}
<p class="quiet">… and {{LEFT_OUT}} more; the JSON results have them all.</p>
{{/CHANGED_LEFT_OUT}}
{{/CHANGED}}
</section>
{{#OVERVIEW}}
<section aria-labelledby="overview">
<h2 id="overview">Every effect, from best to worst</h2>
<figure>
<div class="overview">
<svg class="overview-axis" aria-hidden="true">
{{#OVERVIEW_TICK}}
<text x="100%" y="{{TICK_Y}}%">{{TICK_TEXT}}</text>
{{/OVERVIEW_TICK}}
</svg>
<svg class="overview-plot" role="img" aria-label="{{OVERVIEW_COUNT}} effects with their intervals and limits; the tables below have the figures">
{{#OVERVIEW_TICK}}
<line class="{{#TICK_IS_ZERO}}zero{{/TICK_IS_ZERO}} grid" x1="0" x2="100%" y1="{{TICK_Y}}%" y2="{{TICK_Y}}%"/>
{{/OVERVIEW_TICK}}
{{#OVERVIEW_CROWD}}
<svg class="crowd" viewBox="0 0 100 100" width="100%" height="100%" preserveAspectRatio="none"><path d="{{CROWD_PATH}}"/></svg>
{{/OVERVIEW_CROWD}}
{{#OVERVIEW_ROW}}
<a href="#row-{{OVERVIEW_ID}}" tabindex="-1" class="mark tone-{{OVERVIEW_TONE}} is-{{OVERVIEW_VERDICT}}"><title>{{OVERVIEW_TEXT}}</title><line class="interval" x1="{{OVERVIEW_X}}%" x2="{{OVERVIEW_X}}%" y1="{{OVERVIEW_Y1}}%" y2="{{OVERVIEW_Y2}}%"/><circle class="point" cx="{{OVERVIEW_X}}%" cy="{{OVERVIEW_Y}}%" r="{{OVERVIEW_RADIUS}}"/></a>
{{/OVERVIEW_ROW}}
{{#LIMIT_STEP}}
<line class="limit" x1="{{STEP_X1}}%" x2="{{STEP_X2}}%" y1="{{STEP_Y}}%" y2="{{STEP_Y}}%"/>
{{/LIMIT_STEP}}
</svg>
</div>
<figcaption>Each mark is one metric with its interval; higher is worse, whichever way its values go. The dashed line is the limit.</figcaption>
</figure>
</section>
{{/OVERVIEW}}
{{#STEPS}}
<section aria-labelledby="next">
<h2 id="next">Next steps</h2>
<ol class="steps">
{{#STEP}}
<li><div>{{#STEP_SENTENCE}}{{#SENTENCE_PART}}{{#SENTENCE_PLAIN}}{{PART_TEXT}}{{/SENTENCE_PLAIN}}{{#SENTENCE_CODE}}<code>{{PART_TEXT}}</code>{{/SENTENCE_CODE}}{{/SENTENCE_PART}}{{/STEP_SENTENCE}}</div>{{#STEP_EXAMPLE}}<pre><code>{{#EXAMPLE_LINE}}{{LINE}}{{BI_NEWLINE}}{{/EXAMPLE_LINE}}</code></pre>{{/STEP_EXAMPLE}}</li>
{{/STEP}}
</ol>
</section>
{{/STEPS}}
{{#COUNTS}}
<section aria-labelledby="counts">
<h2 id="counts">Counts</h2>
{{#COUNT_BAR}}
<svg class="count-bar" aria-hidden="true">
{{#COUNT_PART}}
<rect class="tone-{{PART_TONE}} is-{{PART_WORD}}" x="{{PART_X}}%" width="{{PART_WIDTH}}%" height="100%"><title>{{PART_WORD}}</title></rect>
{{/COUNT_PART}}
</svg>
{{/COUNT_BAR}}
<ul class="counts">
{{#COUNT}}
<li class="tone-{{COUNT_TONE}} is-{{COUNT_WORD}}"><b>{{COUNT_NUMBER}}</b> {{COUNT_WORD}}</li>
{{/COUNT}}
</ul>
</section>
{{/COUNTS}}
{{#BUDGETS}}
<section aria-labelledby="budgets">
<h2 id="budgets">Budgets</h2>
{{#BUDGETS_TABLE}}
<table class="rows budgets sortable">
<caption class="unseen">Budgets that were not met, worst first</caption>
<thead><tr><th scope="col">state</th><th scope="col">benchmark</th><th scope="col" class="number">base</th><th scope="col" class="number">head</th><th scope="col" class="number">limits</th><td class="plot"></td></tr></thead>
<tbody>
{{#BUDGET_ROW}}
<tr class="tone-{{BUDGET_TONE}}">
<td class="verdict"><span class="badge">{{BUDGET_SYMBOL}} {{BUDGET_STATE}}</span></td>
<th scope="row" class="name"><span class="benchmark">{{BUDGET_BENCHMARK}}</span> <span class="metric">{{BUDGET_METRIC}}</span></th>
<td class="number base">{{BUDGET_BASE}}</td>
<td class="number head">{{BUDGET_VALUE}}</td>
<td class="number limits">{{#BUDGET_LIMIT}}<span>{{BUDGET_LIMIT_WORD}} {{BUDGET_LIMIT_VALUE}}</span>{{/BUDGET_LIMIT}}</td>
<td class="plot">{{#BUDGET_BAR}}<svg class="budget-bar" aria-hidden="true"><rect class="track" width="100%" y="30%" height="40%"/><rect class="value" width="{{VALUE_WIDTH}}%" y="30%" height="40%"/>{{#BUDGET_MARK}}<line class="{{MARK_WORD}}" x1="{{MARK_X}}%" x2="{{MARK_X}}%" y1="8%" y2="92%"><title>{{MARK_WORD}}</title></line>{{/BUDGET_MARK}}</svg>{{/BUDGET_BAR}}</td>
</tr>
{{/BUDGET_ROW}}
</tbody>
</table>
{{/BUDGETS_TABLE}}
{{#BUDGETS_LEFT_OUT}}
<p class="quiet">… and {{LEFT_OUT}} more that were not met; the JSON results have them all.</p>
{{/BUDGETS_LEFT_OUT}}
{{#MET}}
<details>
<summary>{{MET_SUMMARY}}</summary>
{{#MET_TABLE}}
<table class="rows budgets sortable">
<caption class="unseen">Budgets that were met</caption>
<thead><tr><th scope="col">state</th><th scope="col">benchmark</th><th scope="col" class="number">base</th><th scope="col" class="number">head</th><th scope="col" class="number">limits</th><td class="plot"></td></tr></thead>
<tbody>
{{#MET_ROW}}
<tr class="tone-{{BUDGET_TONE}}">
<td class="verdict"><span class="badge">{{BUDGET_SYMBOL}} {{BUDGET_STATE}}</span></td>
<th scope="row" class="name"><span class="benchmark">{{BUDGET_BENCHMARK}}</span> <span class="metric">{{BUDGET_METRIC}}</span></th>
<td class="number base">{{BUDGET_BASE}}</td>
<td class="number head">{{BUDGET_VALUE}}</td>
<td class="number limits">{{#BUDGET_LIMIT}}<span>{{BUDGET_LIMIT_WORD}} {{BUDGET_LIMIT_VALUE}}</span>{{/BUDGET_LIMIT}}</td>
<td class="plot">{{#BUDGET_BAR}}<svg class="budget-bar" aria-hidden="true"><rect class="track" width="100%" y="30%" height="40%"/><rect class="value" width="{{VALUE_WIDTH}}%" y="30%" height="40%"/>{{#BUDGET_MARK}}<line class="{{MARK_WORD}}" x1="{{MARK_X}}%" x2="{{MARK_X}}%" y1="8%" y2="92%"><title>{{MARK_WORD}}</title></line>{{/BUDGET_MARK}}</svg>{{/BUDGET_BAR}}</td>
</tr>
{{/MET_ROW}}
</tbody>
</table>
{{/MET_TABLE}}
{{#MET_LEFT_OUT}}
<p class="quiet">… and {{LEFT_OUT}} more; the JSON results have them all.</p>
{{/MET_LEFT_OUT}}
</details>
{{/MET}}
</section>
{{/BUDGETS}}
{{#ACCEPTANCES}}
<section aria-labelledby="acceptances">
<h2 id="acceptances">Accepted regressions</h2>
<div class="scroll">
<table class="acceptances">
<caption class="unseen">Regressions that are accepted for a time, and what became of each acceptance</caption>
<thead><tr><th scope="col">state</th><th scope="col">benchmark</th><th scope="col" class="number">up to</th><th scope="col">until</th><th scope="col">by</th><th scope="col">reason</th></tr></thead>
<tbody>
{{#ACCEPTANCE}}
<tr class="tone-{{ACCEPTANCE_TONE}}"><td class="state">{{ACCEPTANCE_SYMBOL}} {{ACCEPTANCE_STATE}}</td><th scope="row"><span class="benchmark">{{ACCEPTED_BENCHMARK}}</span> <span class="metric">{{ACCEPTED_METRIC}}</span></th><td class="number">{{ACCEPTED_UP_TO}}</td><td class="day">{{ACCEPTED_UNTIL}}</td><td>{{ACCEPTED_BY}}</td><td>{{ACCEPTED_REASON}}</td></tr>
{{/ACCEPTANCE}}
</tbody>
</table>
</div>
{{#ACCEPTANCES_LEFT_OUT}}
<p class="quiet">… and {{LEFT_OUT}} more; the JSON results have them all.</p>
{{/ACCEPTANCES_LEFT_OUT}}
</section>
{{/ACCEPTANCES}}
{{#REST}}
<section aria-labelledby="rest">
<h2 id="rest">The rest</h2>
{{#REST_GROUP}}
<details{{#GROUP_OPEN}} open{{/GROUP_OPEN}}>
<summary>{{GROUP_SUMMARY}}</summary>
{{#GROUP_TABLE}}
<table class="rows sortable">
<caption class="unseen">{{GROUP_SUMMARY}}</caption>
<thead><tr><th scope="col">verdict</th><th scope="col">benchmark</th><th scope="col" class="number">base</th><th scope="col" class="number">head</th><th scope="col" class="number">effect</th><td class="plot"><svg class="axis" aria-hidden="true">{{#AXIS_TICK}}<text x="{{AXIS_X}}%" y="70%">{{AXIS_TEXT}}</text>{{/AXIS_TICK}}</svg></td><td class="strip"><span class="base">base</span> <span class="head">head</span></td></tr></thead>
<tbody>
{{#REST_ROW}}
{{#BRIEF_ROW}}
<tr class="tone-{{ROW_TONE}}"><td class="verdict">{{ROW_SYMBOL}} {{VERDICT}}<th scope="row" class="name"><span class="benchmark">{{BENCHMARK}}</span> <span class="metric">{{METRIC}}</span><td class="number base" data-sort="{{SORT_BASE}}">{{BASE}}<td class="number head" data-sort="{{SORT_HEAD}}">{{HEAD}}<td class="number effect" data-sort="{{SORT_EFFECT}}"><b>{{EFFECT}}</b><span class="interval">{{INTERVAL}}</span>
{{/BRIEF_ROW}}
{{#FULL_ROW}}
<tr id="row-{{ROW_ID}}" class="tone-{{ROW_TONE}} is-{{VERDICT}}">
<td class="verdict" data-sort="{{SORT_VERDICT}}"><span class="badge">{{ROW_SYMBOL}} {{VERDICT}}</span></td>
<th scope="row" class="name"><span class="benchmark">{{BENCHMARK}}</span> <span class="metric">{{METRIC}}</span>{{#RENAMED}}<span class="renamed">was <span class="benchmark">{{RENAMED_FROM}}</span></span>{{/RENAMED}}<span class="why">{{WHY}}</span></th>
<td class="number base" data-sort="{{SORT_BASE}}">{{BASE}}</td>
<td class="number head" data-sort="{{SORT_HEAD}}">{{HEAD}}</td>
<td class="number effect" data-sort="{{SORT_EFFECT}}"><b>{{EFFECT}}</b><span class="interval">{{INTERVAL}}</span></td>
<td class="plot">{{#EFFECT_PLOT}}<svg class="effect-plot" aria-hidden="true">{{#LIMIT_MARK}}<rect class="beyond" x="{{BEYOND_X}}%" width="{{BEYOND_WIDTH}}%" height="100%"/><line class="limit" x1="{{LIMIT_X}}%" x2="{{LIMIT_X}}%" y1="0" y2="100%"/>{{/LIMIT_MARK}}<line class="zero" x1="{{ZERO_X}}%" x2="{{ZERO_X}}%" y1="0" y2="100%"/>{{#INTERVAL_BAR}}<line class="interval" x1="{{INTERVAL_X1}}%" x2="{{INTERVAL_X2}}%" y1="50%" y2="50%"/>{{/INTERVAL_BAR}}{{#POINT}}<circle class="point" cx="{{POINT_X}}%" cy="50%" r="4.5"/>{{/POINT}}{{#CLIPPED_LEFT}}<text class="clipped" x="0" y="70%">◀</text>{{/CLIPPED_LEFT}}{{#CLIPPED_RIGHT}}<text class="clipped right" x="100%" y="70%">▶</text>{{/CLIPPED_RIGHT}}</svg>{{/EFFECT_PLOT}}</td>
<td class="strip">{{#STRIP}}<svg class="strip base" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><path d="{{STRIP_BASE}}"/></svg><svg class="strip head" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><path d="{{STRIP_HEAD}}"/></svg>{{/STRIP}}</td>
</tr>
{{/FULL_ROW}}
{{/REST_ROW}}
</tbody>
</table>
{{/GROUP_TABLE}}
{{#GROUP_LEFT_OUT}}
<p class="quiet">… and {{LEFT_OUT}} more; the JSON results have them all.</p>
{{/GROUP_LEFT_OUT}}
</details>
{{/REST_GROUP}}
</section>
{{/REST}}
{{#NOTES}}
<section aria-labelledby="remarks">
<h2 id="remarks">Remarks</h2>
<ul class="remarks">
{{#NOTE}}
<li>{{#NOTICE_ABOUT}}<span class="benchmark">{{NOTICE_SUBJECT}}</span> {{/NOTICE_ABOUT}}{{#NOTICE_SENTENCE}}{{#SENTENCE_PART}}{{#SENTENCE_PLAIN}}{{PART_TEXT}}{{/SENTENCE_PLAIN}}{{#SENTENCE_CODE}}<code>{{PART_TEXT}}</code>{{/SENTENCE_CODE}}{{/SENTENCE_PART}}{{/NOTICE_SENTENCE}}</li>
{{/NOTE}}
</ul>
{{#NOTES_LEFT_OUT}}
<p class="quiet">… and {{LEFT_OUT}} more; the JSON results have them all.</p>
{{/NOTES_LEFT_OUT}}
</section>
{{/NOTES}}
<section aria-labelledby="method">
<h2 id="method">How it was measured</h2>
<dl class="method">
{{#FACT}}
<div><dt>{{FACT_LABEL}}</dt><dd>{{FACT_TEXT}}</dd></div>
{{/FACT}}
</dl>
</section>
</main>
<script>{{SCRIPT:none}}</script>
</body>
</html>
