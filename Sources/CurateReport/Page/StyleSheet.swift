/// The report's look: light and dark, on paper too, without anything fetched.
enum StyleSheet {
    static let css = """
        :root{color-scheme:light dark;--bg:#fcfcfa;--fg:#1d2126;--soft:#5c6670;--line:#dfe2e4;--card:#f4f4f0;--mark:#ffe9a8;
        --s0:#c8612a;--s1:#2868b8;--s2:#8a4fa8;--s3:#1f8a70;--s4:#7c8794;--s5:#b9912b;--lost:#c0392f;--made:#1f8a70;--kept:#8aa4bd}
        @media(prefers-color-scheme:dark){:root{--bg:#15181b;--fg:#e4e6e8;--soft:#9aa4ad;--line:#30363b;--card:#1d2125;--mark:#5d4a10;
        --s0:#e58a55;--s1:#6da4ea;--s2:#bd8bd8;--s3:#52bd9f;--s4:#97a1ab;--s5:#d6b25a;--lost:#e06c62;--made:#52bd9f;--kept:#58718a}}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:1120px;padding:32px 24px 64px;background:var(--bg);color:var(--fg);line-height:1.5;font-size:15px;
        font-family:system-ui,-apple-system,"Segoe UI","Noto Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC","WenQuanYi Zen Hei",sans-serif}
        h1{font-size:28px;margin:0;letter-spacing:-.01em}h2{font-size:19px;margin:44px 0 4px;line-height:1.3}
        h3{font-size:14px;margin:20px 0 4px}p{margin:4px 0 12px;max-width:76ch}.lead{font-size:17px}.soft,figcaption{color:var(--soft)}
        .found{margin:18px 0 0;padding:0 0 0 18px}.found li{margin:2px 0}.found a{color:inherit;text-decoration-color:var(--line)}
        nav{margin:14px 0 0;font-size:14px}nav a{margin-right:14px;white-space:nowrap}a{color:var(--s1)}
        a:focus-visible,.scroll:focus-visible,summary:focus-visible{outline:2px solid var(--s1);outline-offset:2px}
        .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(128px,1fr));gap:1px;margin:20px 0 0;background:var(--line);
        border:1px solid var(--line)}.figures div{background:var(--bg);padding:10px 14px}.figures b{display:block;font-size:22px;
        font-weight:600;font-variant-numeric:tabular-nums}.figures span{color:var(--soft);font-size:13px}
        .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:14px}
        th{font-weight:500;color:var(--soft);text-align:left;font-size:13px}th,td{padding:5px 16px 5px 0;border-bottom:1px solid var(--line);
        vertical-align:top}th:last-child,td:last-child{padding-right:0}.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        tr.total td{font-weight:600}.bar{display:block;width:100%;height:12px;min-width:80px}.chart{display:block;width:100%;max-width:520px;height:auto}
        .flow{display:grid;grid-template-columns:minmax(120px,auto) minmax(120px,1fr) auto;gap:0 16px;align-items:center;font-size:14px}
        .flow>*{padding:5px 0}.flow .name{font-weight:500}.flow .why{grid-column:2/4;color:var(--soft);font-size:13px;padding:0 0 6px}
        .s0{fill:var(--s0)}.s1{fill:var(--s1)}.s2{fill:var(--s2)}.s3{fill:var(--s3)}.s4{fill:var(--s4)}.s5{fill:var(--s5)}
        .kept{fill:var(--kept)}.lost{fill:var(--lost)}.made{fill:var(--made)}
        .area{fill-opacity:.16;stroke-width:1.5}.s0.area{stroke:var(--s0)}.s1.area{stroke:var(--s1)}.s2.area{stroke:var(--s2)}
        .s3.area{stroke:var(--s3)}.s4.area{stroke:var(--s4)}.s5.area{stroke:var(--s5)}
        .grid{stroke:var(--line);fill:none}.threshold{stroke:var(--soft);stroke-dasharray:3 3;fill:none}
        svg text{font-size:11px;fill:var(--soft)}.end{text-anchor:end}.mid{text-anchor:middle}.start{text-anchor:start}
        .charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(320px,100%),1fr));gap:12px 32px;margin-top:8px}figure{margin:0}
        figcaption{font-size:13px;margin-bottom:2px}figcaption b{color:var(--fg);font-weight:600}
        .legend{font-size:13px;color:var(--soft);margin:4px 0}.legend span{margin-right:14px;white-space:nowrap}.key{width:10px;height:10px;margin-right:5px}
        .heat td{text-align:right;font-variant-numeric:tabular-nums;padding:6px 10px}.heat .h{background:color-mix(in srgb,var(--lost) var(--v),transparent)}
        .examples{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(330px,100%),1fr));gap:10px 24px;margin:6px 0 0;padding:0;list-style:none}
        .examples li{border-left:3px solid var(--line);padding:1px 0 1px 10px;overflow-wrap:anywhere;font-size:14px}
        .examples .fact{color:var(--soft);font-size:12.5px}bdi{display:block}mark{background:var(--mark);color:inherit;padding:0 1px;border-radius:2px}
        .code{font:11px ui-monospace,monospace;border:1px solid var(--line);border-radius:3px;padding:0 3px;color:var(--soft)}.more{color:var(--soft)}
        pre{background:var(--card);padding:12px 14px;overflow-x:auto;font:13px/1.5 ui-monospace,"Noto Sans Mono CJK SC",monospace;margin:8px 0}
        code{font:12.5px ui-monospace,monospace;overflow-wrap:anywhere}footer{margin-top:48px;font-size:13px;color:var(--soft)}
        @media(max-width:560px){body{padding:20px 14px 40px}.flow{grid-template-columns:minmax(84px,auto) 1fr auto;gap:0 10px}.flow .why{grid-column:1/4}}
        @media print{body{max-width:none;padding:0;font-size:11px}nav{display:none}section{break-inside:auto}h2{break-after:avoid}
        figure,li,tr{break-inside:avoid}.scroll{overflow:visible}svg *{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
        """
}
