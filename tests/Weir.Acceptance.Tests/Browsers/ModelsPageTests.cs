using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Weir.Acceptance.Tests.Program;
using Weir.TestKit;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>Choosing among models: filters, comparison, switching for one key, and a list of any length.</summary>
[Collection(MeasuredAlone.Name)]
public sealed partial class ModelsPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const int Many = 5_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_switched_after_the_price_of_a_run_was_told()
    {
        using var home = new WeirHome(new WeirSetup { Config = Config(40) });
        await using var weir = await WeirProcess.StartAsync(home, Token);
        await weir.RunCliAsync("keys", "create", "laptop");
        await weir.RunCliAsync("models", "switch", "lab/model-0001");
        await using var visit = await ConsoleVisit.SignInAsync(chromium, weir);

        await visit.GoAsync(weir, "/models?connection=lab", "Models");
        await visit.SeeTextAsync("current");
        await visit.Page.GetByLabel("Search", new PageGetByLabelOptions { Exact = true }).FillAsync("model-0009");
        var row = visit.Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "model-0009" });
        await Assertions.Expect(row).ToContainTextAsync("+$10.00");
        await row.FocusAsync();
        await visit.Page.Keyboard.PressAsync("m");
        await Assertions.Expect(visit.Page.GetByText(PerRun())).ToBeVisibleAsync();
        await visit.LookAsync("models-switch");
        await visit.Page.GetByRole(AriaRole.Dialog).GetByLabel("For", new LocatorGetByLabelOptions { Exact = true }).First.ClickAsync();
        await visit.Page.GetByRole(AriaRole.Option, new PageGetByRoleOptions { Name = "laptop" }).ClickAsync();
        await visit.Page.GetByLabel("Until it is taken back").CheckAsync();
        await visit.Button("Switch laptop to it").ClickAsync();
        await visit.SeeTextAsync("key laptop gets lab/model-0009");

        var set = (await weir.RunCliAsync("models", "current", "--json")).Json().EnumerateArray().Single(static entry => entry.GetProperty("scope").GetString() == "key");
        Assert.Equal("laptop", set.GetProperty("id").GetString());
        Assert.False(set.GetProperty("temporary").GetBoolean());
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Filters_and_a_comparison_stand_in_the_address()
    {
        using var home = new WeirHome(new WeirSetup { Config = Config(40) });
        await using var weir = await WeirProcess.StartAsync(home, Token);
        await using var visit = await ConsoleVisit.SignInAsync(chromium, weir);

        await visit.GoAsync(weir, "/models?connection=lab&below=10", "Models");
        await visit.SeeTextAsync("5 of ");
        foreach (var name in new[] { "lab/model-0001", "lab/model-0002" })
        {
            await visit.Page.GetByLabel($"Compare {name}").CheckAsync();
        }

        var comparison = visit.Page.GetByRole(AriaRole.Table, new PageGetByRoleOptions { Name = "Comparison" });
        await Assertions.Expect(comparison.GetByRole(AriaRole.Columnheader)).ToHaveCountAsync(3);
        await visit.Page.ReloadAsync();
        await Assertions.Expect(comparison.GetByRole(AriaRole.Columnheader)).ToHaveCountAsync(3);
        await visit.SeeTextAsync("5 of ");
        await visit.LookAsync("models-filtered");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Five_thousand_models_are_searched_and_scrolled_without_stumbling()
    {
        using var home = new WeirHome(new WeirSetup { Config = Config(Many) });
        await using var weir = await WeirProcess.StartAsync(home, Token);
        await using var visit = await ConsoleVisit.SignInAsync(chromium, weir);

        await visit.GoAsync(weir, "/models", "Models");
        await visit.SeeTextAsync("5,0");
        Assert.InRange(await visit.Page.GetByRole(AriaRole.Row).CountAsync(), 5, 80);

        // Frames of a scroll through the whole list: what the page makes of each step, in milliseconds.
        var slow = await visit.Page.EvaluateAsync<double>(
            """
            async () => {
              const box = document.querySelector('.rows');
              const times = [];
              for (let i = 1; i <= 100; i++) {
                const began = performance.now();
                box.scrollTop = (box.scrollHeight * i) / 100;
                await new Promise(requestAnimationFrame);
                await new Promise((done) => setTimeout(done));
                times.push(performance.now() - began);
              }
              times.sort((a, b) => a - b);
              return times[50];
            }
            """);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"half of the steps of a scroll take at most {slow:F1} ms"));
        Assert.True(slow < 400, $"{slow} ms");

        var began = TimeProvider.System.GetTimestamp();
        await visit.Page.GetByLabel("Search", new PageGetByLabelOptions { Exact = true }).FillAsync("model-4321");
        await visit.SeeTextAsync("1 of 5,0");
        var took = TimeProvider.System.GetElapsedTime(began);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a search takes {took.TotalMilliseconds:F0} ms"));
        Assert.True(took < TimeSpan.FromSeconds(Repository.IsCi ? 6 : 2), $"{took}");
        Assert.Empty(visit.Complaints);
    }

    /// <summary>Models of which each costs a dollar more in, and two more out, than the one before.</summary>
    private static string Config(int count)
    {
        var text = new StringBuilder("version: 2\nproviders:\n  - name: lab\n    type: openai-compatible\n    base_url: http://127.0.0.1:9/v1\n    auth_method: none\n    models:\n");
        for (var i = 1; i <= count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"      - {{id: model-{i:0000}, cost: {{input: {i}, output: {i * 2}}}, limit: {{context: 128000, output: 8000}}}}\n");
        }

        return text.ToString();
    }

    [GeneratedRegex(@"About \$0\.0\d+ more per run than lab/model-0001")]
    private static partial Regex PerRun();
}
