/// The style sheet of all pages: system fonts, no images, light and dark by the browser's wish.
enum Style {
    static let sheet = """
        :root {
          color-scheme: light dark;
          --ground: light-dark(#fbfaf7, #16181b);
          --panel: light-dark(#ffffff, #1d2024);
          --ink: light-dark(#1d2126, #dfe2e6);
          --quiet: light-dark(#5c646e, #9aa3ad);
          --line: light-dark(#e2dfd8, #31363c);
          --link: light-dark(#0b5394, #8ab8f0);
          --differ: light-dark(#fde7b5, #5a4513);
          --mark: light-dark(#fdeeee, #3a2225);
          --sign: light-dark(#8a2b5c, #f09cc8);
        }
        * { box-sizing: border-box; }
        html { font-size: 15px; -webkit-text-size-adjust: 100%; }
        body {
          margin: 0; background: var(--ground); color: var(--ink); line-height: 1.5;
          font-family: system-ui, "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
        }
        :lang(zh) { font-family: "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif; }
        a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 3px; }
        :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
        .skip { position: absolute; inset-block-start: -4rem; background: var(--panel); padding: .5rem 1rem; }
        .skip:focus { inset-block-start: 0; }
        header {
          display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; padding: .6rem 1.25rem;
          border-bottom: 1px solid var(--line); background: var(--panel);
        }
        header .name { font-weight: 650; color: inherit; text-decoration: none; overflow-wrap: anywhere; }
        nav a { margin-inline-end: 1rem; text-decoration: none; }
        nav a:hover { text-decoration: underline; }
        nav a[aria-current] { color: inherit; font-weight: 600; }
        main { padding: .75rem 1.25rem 3rem; max-width: 92rem; margin-inline: auto; }
        main:focus { outline: none; }
        h1 { font-size: 1.35rem; font-weight: 650; margin: .5rem 0 .75rem; overflow-wrap: anywhere; }
        h1 small { font-size: .95rem; font-weight: 400; color: var(--quiet); }
        h2 { font-size: 1.05rem; font-weight: 650; margin: 1.75rem 0 .5rem; }
        h3 { font-size: .95rem; font-weight: 600; margin: 1rem 0 .25rem; }
        code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .92em; overflow-wrap: anywhere; }
        bdi { overflow-wrap: anywhere; }
        .facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .15rem 1rem; margin: 0; }
        .facts dt { color: var(--quiet); }
        .facts dd { margin: 0; overflow-wrap: anywhere; }
        .columns { columns: 27rem; column-gap: 3rem; }
        .columns section { break-inside: avoid; padding-top: 1.25rem; }
        section .columns section { padding-top: 0; }
        .columns h2 { margin-top: 0; }
        .columns ul { padding-inline-start: 1.1rem; margin: 0; }
        .scroll { overflow-x: auto; max-width: 100%; }
        table { border-collapse: collapse; font-size: .95rem; }
        th { text-align: start; font-weight: 500; color: var(--quiet); font-size: .85rem; }
        th, td { padding: .25rem 1rem .25rem 0; vertical-align: baseline; border-bottom: 1px solid var(--line); }
        th.number, td.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .note { color: var(--quiet); margin: .5rem 0; overflow-wrap: anywhere; }
        .more, .fact { color: var(--quiet); }
        .fact { display: inline-block; margin-inline-end: .75rem; overflow-wrap: anywhere; }
        .sign { color: var(--sign); font-size: .85em; border: 1px solid; border-radius: 3px; padding: 0 .2em; margin: 0 .1em; }
        mark { background: var(--differ); color: inherit; border-radius: 2px; }
        .parts { display: flex; flex-wrap: wrap; gap: .1rem 0; margin-bottom: .75rem; font-size: .93rem; }
        form.filter { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: end; margin-bottom: .25rem; }
        form.filter label, form.mark label { display: flex; flex-direction: column; font-size: .85rem; color: var(--quiet); }
        .wide { flex: 1 1 14rem; }
        input, select, button {
          font: inherit; color: var(--ink); background: var(--panel); border: 1px solid var(--line); border-radius: 4px;
          padding: .3rem .5rem; min-width: 0; max-width: 100%; min-height: 2.1rem;
        }
        button { cursor: pointer; padding-inline: .8rem; }
        button:hover { border-color: var(--link); }
        button.first { background: var(--link); border-color: var(--link); color: var(--panel); }
        .rows { width: 100%; table-layout: fixed; }
        .rows th:nth-child(1) { width: 5.5rem; }
        .rows th:nth-child(3) { width: 6rem; }
        .rows th:nth-child(4) { width: 11.5rem; }
        .rows th:nth-child(5) { width: 12rem; }
        .rows th:nth-child(6) { width: 11rem; }
        .rows td { overflow-wrap: anywhere; padding-block: .4rem; }
        .rows .no { font-variant-numeric: tabular-nums; }
        .rows .from, .rows .extra { font-size: .85rem; color: var(--quiet); }
        .rows tr:target td { background: light-dark(#eef4fb, #1f2a36); }
        .rows .marked td { background: var(--mark); }
        .texts p { margin: 0; line-height: 1.6; overflow: hidden; }
        .texts.large { font-size: 1.25rem; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: .75rem 1rem; }
        .texts.large p + p { margin-top: .35rem; }
        form.mark { display: flex; flex-wrap: wrap; gap: .35rem .5rem; align-items: end; }
        td form.mark { align-items: center; }
        td form.mark button { padding: .1rem .55rem; font-size: .85rem; min-height: 0; }
        .decision { font-weight: 600; }
        .related { padding-inline-start: 1.1rem; }
        .related li { margin-bottom: .5rem; }
        .turning { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: 1rem; }
        @media (max-width: 60rem) {
          header, main { padding-inline: .8rem; }
          .rows thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
          .rows, .rows tbody { display: block; }
          .rows tr { display: flex; flex-wrap: wrap; gap: .1rem .75rem; align-items: baseline; padding: .5rem .4rem;
            border-bottom: 1px solid var(--line); }
          .rows td { display: block; border: 0; padding: 0; }
          .rows .marked { background: var(--mark); }
          .rows tr:target { background: light-dark(#eef4fb, #1f2a36); }
          .rows tr:target td, .rows .marked td { background: none; }
          .rows .texts { order: -1; flex: 0 0 100%; font-size: 1.05rem; }
          .rows .no, .rows .label { font-size: .85rem; color: var(--quiet); }
          .rows .label:not(:empty)::before { content: "label "; }
          .rows .marking { flex: 0 0 100%; }
          th, td { padding-inline-end: .6rem; }
          td form.mark button { padding: .3rem .9rem; font-size: .9rem; }
        }
        @media print { nav, form { display: none; } }
        """
}
