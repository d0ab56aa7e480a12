"use strict";
// What so many more reviews could make of a verdict: stats/retested.py and stats/what_if.py in the language of browsers.
// It reads the sums beside each slider, and puts words made before into gaps; it makes no markup and asks no network.
(() => {
  const VERDICTS = ["no", "not_enough", "close", "probably", "yes"];
  const [NO, NOT_ENOUGH, CLOSE, PROBABLY, YES] = [0, 1, 2, 3, 4];
  const LEVELS = 20, DRAWS = 509, LATTICE = 448, SHIFT = 137, HUNDREDTHS = 100, UNSEEN = 3, EXACT = 1e-9;
  const [ROWS, N, TOTAL, SQUARES, PEOPLE, CSS, CSN, CNN] = [0, 1, 2, 3, 4, 5, 6, 7];

  // the larger of two, a missing one aside
  const larger = (a, b) => (Number.isNaN(a) ? b : Number.isNaN(b) ? a : Math.max(a, b));

  const zOfT = (t, df) => {
    if (!Number.isFinite(df)) return t;
    const bent = Math.sqrt(df * Math.log1p((t * t) / df)) * ((8 * df + 1) / (8 * df + 3));
    return t < 0 ? -bent : bent;
  };

  const tOfZ = (z, df) => {
    if (!Number.isFinite(df)) return z;
    const bent = Math.sqrt(df * Math.expm1((z * (8 * df + 3) / (8 * df + 1)) ** 2 / df));
    return z < 0 ? -bent : bent;
  };

  // Wichura (1988), algorithm AS 241: the normal quantile to sixteen digits
  const polynomial = (x, terms) => terms.reduceRight((sum, term) => sum * x + term, 0);
  const CENTRE = [
    [3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457,
      67265.770927008700853, 33430.575583588128105, 2509.0809287301226727],
    [1, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077, 21213.794301586595867,
      39307.895800092710610, 28729.085735721942674, 5226.4952788528545610],
  ];
  const NEAR = [
    [1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
      1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833, 7.74545014278341407640e-4],
    [1, 2.05319162663775882187, 1.67638483018380384940, 0.689767334985100004550, 0.148103976427480074590,
      0.0151986665636164571966, 5.47593808499534494600e-4, 1.05075007164441684324e-9],
  ];
  const FAR = [
    [6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 0.296560571828504891230,
      0.0265321895265761230930, 0.00124266094738807843860, 2.71155556874348757815e-5, 2.01033439929228813265e-7],
    [1, 0.599832206555887937690, 0.136929880922735805310, 0.0148753612908506148525, 7.86869131145613259100e-4,
      1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15],
  ];
  const normal = (share) => {
    const off = share - 0.5;
    if (Math.abs(off) <= 0.425) {
      const r = 0.180625 - off * off;
      return (off * polynomial(r, CENTRE[0])) / polynomial(r, CENTRE[1]);
    }
    const r = Math.sqrt(-Math.log(off < 0 ? share : 1 - share));
    const [top, bottom, at] = r <= 5 ? [...NEAR, r - 1.6] : [...FAR, r - 5];
    const value = polynomial(at, top) / polynomial(at, bottom);
    return off < 0 ? -value : value;
  };

  // normal values that fill so many dimensions evenly
  const filled = new Map();
  const spots = (places) => {
    if (!filled.has(places)) {
      const step = [];
      for (let place = 0, power = 1; place < places; place += 1) step.push((power = (power * LATTICE) % DRAWS));
      filled.set(places, Array.from({ length: DRAWS }, (_, draw) =>
        step.map((one, place) => normal((((draw * one + SHIFT * (place + 1)) % DRAWS) + 0.5) / DRAWS))));
    }
    return filled.get(places);
  };

  const moments = (sums, unit) => {
    const n = sums[N];
    const mean = n > 0 ? sums[TOTAL] / n : NaN;
    let variance = n > 1 ? (n * sums[SQUARES] - sums[TOTAL] ** 2) / (n * (n - 1)) : NaN;
    if (unit !== 1) {
      variance = (variance * (1 - 1 / Math.max(n, 2))) / (1 - 1 / Math.max(sums[ROWS], 2));
      variance = sums[ROWS] > 1 ? variance : NaN;
    }
    return [mean / HUNDREDTHS, variance / HUNDREDTHS ** 2];
  };

  const voicesOf = (sums) => Math.min(Math.floor((sums[N] * sums[N]) / Math.max(sums[CNN], 1)), sums[ROWS]);

  const clustered = (sums) => {
    const people = sums[PEOPLE];
    if (!(people > 1)) return NaN;
    const mean = sums[TOTAL] / sums[N];
    const left = Math.max(sums[CSS] - 2 * mean * sums[CSN] + mean ** 2 * sums[CNN], 0);
    return ((people / (people - 1)) * left) / sums[N] ** 2 / HUNDREDTHS ** 2;
  };

  const guarded = (cell, business, market) => {
    const own = larger(cell, business);
    return larger(own, ((Number.isNaN(own) ? market : own) + market) / 2);
  };

  const farEnd = (mean, voices, least, most) => {
    if (least === null || most === null) return 0;
    const error = UNSEEN * (Math.max(mean - least, most - mean) / voices) ** 2;
    return Number.isFinite(error) ? error : 0;
  };

  // what the test makes of sums, business by business
  const figures = (given, inside, around) => {
    const spreads = around.map((sums) => moments(sums, given.unit)[1]);
    let count = given.rest[1], sum = 0;
    around.forEach((sums, place) => {
      if (Number.isFinite(spreads[place]) && voicesOf(sums) >= given.spread_from && sums[ROWS] > 0) {
        count += 1;
        sum += spreads[place];
      }
    });
    const typical = (sum + given.rest[2]) / count;
    return inside.map((sums, place) => {
      const page = given.page[place];
      if (page) {
        return { voices: page[0], mean: page[1], variance: page[2], error: page[2] / page[0], se2: page[2] / page[0],
          df: page[3], slack: page[4] };
      }
      const [mean, variance] = moments(sums, given.unit);
      const voices = voicesOf(sums);
      const effect = (clustered(sums) * sums[ROWS]) / variance;
      const design = Number.isFinite(effect) ? Math.max(effect, 1) : 1;
      const error = (guarded(variance, spreads[place], typical) * design) / sums[ROWS];
      const se2 = larger(error, farEnd(mean, voices, given.least, given.most));
      return { voices, mean, variance, error, se2, df: Math.max(voices - 1, 1), slack: 0 };
    });
  };

  const ahead = (ours, theirs) => {
    const lead = ours.mean - theirs.mean;
    const short = Math.max(Math.abs(lead) - (ours.slack + theirs.slack), 0) * (lead < 0 ? -1 : 1);
    const together = ours.se2 + theirs.se2;
    const apart = ours.se2 ** 2 / ours.df + theirs.se2 ** 2 / theirs.df;
    return zOfT(together > 0 ? short / Math.sqrt(together) : 0, apart > 0 ? together ** 2 / apart : Infinity);
  };

  const judged = (given, found) => {
    const known = found.map((one) => one.voices >= given.judged_from && Number.isFinite(one.se2));
    if (!known[0]) return NOT_ENOUGH;
    let many = given.rest[0], least = Infinity, most = -Infinity, few = found[0].voices < given.proven_from;
    found.forEach((one, place) => {
      if (place === 0 || !known[place]) return;
      const z = ahead(found[0], one);
      many += 1;
      least = Math.min(least, z);
      most = Math.max(most, -z);
      few = few || one.voices < given.proven_from;
    });
    const level = (z) => (z === null ? Infinity : z);
    const enough = many >= given.rivals_from;
    if (given.testable && enough && least > 0) {
      if (!few && least >= level(given.proven_z)) return YES;
      if (least >= level(given.likely_z)) return PROBABLY;
    }
    if (!enough) return NOT_ENOUGH;
    return many > 0 && most > given.critical[Math.min(many, given.critical.length) - 1] ? NO : CLOSE;
  };

  const plus = (sums, more, score, second, unit) => {
    const total = HUNDREDTHS * score * more, squares = HUNDREDTHS ** 2 * second * more;
    const added = [more, unit * more, unit * total, unit * squares, more, unit ** 2 * squares, unit ** 2 * total,
      unit ** 2 * more];
    return sums.map((one, kind) => one + added[kind]);
  };

  const wide = (sums) => [sums[0], sums[1], sums[2], sums[3], 0, 0, 0, sums[4]];

  // the verdict after `more` scores of each who takes any, with these means and means of squares
  const verdict = (given, around, more, scores, seconds, takes) => {
    const put = (held) => held.map((sums, place) =>
      (takes[place] ? plus(sums, more, scores[place], seconds[place], given.unit) : sums));
    return judged(given, figures(given, put(given.inside), put(around)));
  };

  const takesOf = (given, whose) => given.page.map((page, place) =>
    !page && (whose === "each" || (whose === "ours") === (place === 0)));

  const ends = (given, around, more, whose) => {
    const { low, high } = given;
    const takes = takesOf(given, whose);
    const cases = Array.from({ length: LEVELS + 1 }, (_, level) => {
      const score = high - ((high - low) * level) / LEVELS;
      const other = low + ((high - low) * level) / LEVELS;
      const scores = given.inside.map((_, place) => (place === 0 ? score : other));
      const found = verdict(given, around, more, scores, scores.map((one) => one ** 2), takes);
      return { verdict: found, score, other };
    });
    return {
      best: cases.reduce((kept, one) => (one.verdict > kept.verdict ? one : kept)),
      worst: cases.reduceRight((kept, one) => (one.verdict < kept.verdict ? one : kept)),
    };
  };

  const drawn = (given, around, more, whose) => {
    const { low, high } = given, width = high - low;
    const now = figures(given, given.inside, around);
    const takes = takesOf(given, whose).map((one, place) =>
      one && Number.isFinite(now[place].error) && Number.isFinite(now[place].variance));
    const who = takes.flatMap((one, place) => (one ? [place] : []));
    const counts = [0, 0, 0, 0, 0];
    const scores = given.inside.map(() => 0), seconds = given.inside.map(() => 0);
    for (const spot of spots(who.length)) {
      who.forEach((place, at) => {
        const { mean, variance, error } = now[place];
        const score = Math.min(Math.max(mean + spot[at] * Math.sqrt(variance / more + error), low), high);
        const scaled = (mean - low) / width, within = variance / width ** 2;
        const room = scaled * (1 - scaled) + within;
        const lean = room > 0 ? (2 * width * (1 - 2 * scaled) * within) / room : 0;
        const second = variance + mean ** 2 + (lean + 2 * mean) * (score - mean);
        scores[place] = score;
        seconds[place] = Math.min(Math.max(second, score ** 2), score * (low + high) - low * high);
      });
      counts[verdict(given, around, more, scores, seconds, takes)] += 1;
    }
    return counts;
  };

  const cases = (given, more, whose) => {
    const around = given.around.map(wide);
    const nobody = given.inside.map(() => 0);
    const today = verdict(given, around, 0, nobody, nobody, nobody);
    if (!more) {
      const counts = VERDICTS.map((_, place) => (place === today ? DRAWS : 0));
      return { best: { verdict: today, score: given.high, other: given.low },
        worst: { verdict: today, score: given.low, other: given.high }, counts };
    }
    return { ...ends(given, around, more, whose), counts: drawn(given, around, more, whose) };
  };

  const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (gap, name) => (name in values ? values[name] : gap));

  // halves to the even number, as the page's own figures are rounded
  const rounded = (x) => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));

  const printed = (score, mark) => {
    const decimals = [0, 1, 2].find((places) => places === 2 || Math.abs(score - Number(score.toFixed(places))) < EXACT);
    return (rounded(score * 100) / 100).toFixed(decimals).replace(".", mark);
  };

  // the best case is "or better" where single votes may lift it, which sums don't know
  const caseSaid = (held, one, more, whose, best) => {
    const name = VERDICTS[one.verdict], better = best && held.better && name !== "yes";
    return fill((name === held.now && !better ? held.stays : held.turns)[whose], {
      more, score: printed(one.score, held.mark), other: printed(one.other, held.mark),
      top: printed(held.numbers.high, held.mark),
      verdict: better ? fill(held.better, { verdict: held.verdicts[name] }) : held.verdicts[name],
    });
  };

  const likelySaid = (held, counts) => {
    const shares = counts.map((n, place) => [place, n]).filter(([, n]) => n).sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .map(([place, n]) => [held.verdicts[VERDICTS[place]], rounded((100 * n) / DRAWS)]);
    const chances = shares[0][1] === 100 ? fill(held.sure, { verdict: shares[0][0] })
      : shares.filter(([, n]) => n)
        .map(([verdict, n], at) => fill(at ? held.chance_more : held.chance, { verdict, n })).join(", ");
    return fill(held.likely, { chances });
  };

  const start = (panel) => {
    if (panel.dataset.whatIf === "started") return;
    panel.dataset.whatIf = "started";
    const held = JSON.parse(panel.querySelector('script[type="application/json"]').textContent);
    const slider = panel.querySelector('input[type="range"]');
    const put = (name, words) => { panel.querySelector(`.what-if-live [data-said="${name}"]`).textContent = words; };
    const show = () => {
      const more = Number(slider.value);
      const asked = panel.querySelector('input[type="radio"]:checked');
      const whose = asked ? asked.value : "ours";
      const found = more ? cases(held.numbers, more, whose) : null;
      put("more", fill(held.more[whose], { more }));
      put("best", found ? caseSaid(held, found.best, more, whose, true) : held.today);
      put("worst", found ? caseSaid(held, found.worst, more, whose, false) : "");
      put("likely", found ? likelySaid(held, found.counts) : "");
      put("reach", held.reach[whose]);
      slider.setAttribute("aria-valuetext", fill(held.more[whose], { more }));
    };
    slider.addEventListener("input", show);
    for (const one of panel.querySelectorAll('input[type="radio"]')) one.addEventListener("change", show);
    panel.querySelector(".what-if-live").hidden = false;
    panel.querySelector(".what-if-table").open = false;
    show();
  };

  const startAll = (root) => {
    for (const panel of root.querySelectorAll("[data-what-if]")) start(panel);
  };

  globalThis.standoutWhatIf = { cases, zOfT, tOfZ, normal, caseSaid, likelySaid, VERDICTS };
  if (typeof document === "undefined") return;
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => startAll(document));
  else startAll(document);
  document.addEventListener("htmx:load", (event) => startAll(event.target.parentNode || document));
})();
