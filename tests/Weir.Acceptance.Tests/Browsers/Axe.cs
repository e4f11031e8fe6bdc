using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>
/// Has axe look at a page, by the rules of WCAG 2.2 AA. The script is put in once for each document and looks at it in place: Deque's own way for Playwright opens another page for each look, to
/// put frames together, which takes four times as long; the console has no frames.
/// </summary>
internal static class Axe
{
    private const string Look =
        """
        async () => {
            const seen = await axe.run(document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }, resultTypes: ['violations'] });
            return seen.violations
                .filter(violation => violation.impact === 'serious' || violation.impact === 'critical')
                .map(violation => violation.id + ': ' + violation.help + violation.nodes.slice(0, 4).map(node => '\n  ' + node.html).join(''));
        }
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>What is serious or critical, in words; empty when all is well.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(IPage page)
    {
        if (await page.EvaluateAsync<bool>("typeof axe === 'undefined'"))
        {
            await page.EvaluateAsync(Script);
        }

        return await page.EvaluateAsync<string[]>(Look);
    }
}
