using System.Globalization;
using Microsoft.Playwright;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>The page of budgets and limits: what the file declares is locked, the rest is set and taken away, holds are settled, and a trial tells what would pass.</summary>
public sealed class BudgetsPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Config = """
        version: 2
        providers:
          - name: sim
            type: simulator
            simulator: {first_byte_delay_ms: 0, tokens_per_second: 100, lorem_tokens: 400}
            models:
              - {id: lorem, cost: {input: 1, output: 10}, limit: {context: 32000, output: 500}}
              - {id: echo, cost: {input: 1, output: 10}, limit: {context: 32000, output: 500}}
        """;

    private const string Ruled = Config + """

        budgets:
          - {on: gateway, monthly: 20, run_soft_tokens: 50000}
          - {on: "model:sim/lorem", daily_tokens: 200000, hard: false, alert: 0.5}
        limits:
          - {on: gateway, rpm: 600, concurrent: 50}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task The_screen_is_in_order(int width, ColorScheme scheme)
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Ruled }, Token);
        await FurnishAsync(weir);
        await using var visit = await ConsoleVisit.SignInAsync(chromium, weir, width, scheme);

        await visit.GoAsync(weir, "/budgets", "Budgets and limits");
        await visit.SeeTextAsync("uncertain");
        await visit.SeeTextAsync("weir.yaml:10");
        await Assertions.Expect(visit.Button("Edit gateway/monthly/usd")).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Button("Edit the rate limit of gateway")).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Button("Edit user:ada/weekly/usd")).ToBeVisibleAsync();
        await visit.LookAsync("budgets");
        await visit.FitsAsync(string.Create(CultureInfo.InvariantCulture, $"budgets at {width}"));

        await visit.Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = "Model" }).FillAsync("sim/echo");
        await visit.Page.GetByRole(AriaRole.Option, new PageGetByRoleOptions { Name = "sim/echo", Exact = true }).ClickAsync();
        await visit.SeeTextAsync("of 100 pass, when each costs what is likely");
        await visit.LookAsync("budgets-trial");

        await visit.Button("Edit user:ada/weekly/usd").ClickAsync();
        await visit.SeeTextAsync("that stays spent");
        await visit.LookAsync("budgets-edit");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task An_empty_page_teaches_and_a_budget_is_set_edited_and_removed_by_keyboard()
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config }, Token);
        await using var visit = await ConsoleVisit.SignInAsync(chromium, weir);
        await visit.Page.Keyboard.PressAsync("g");
        await visit.Page.Keyboard.PressAsync("b");
        await visit.SeeAsync("Budgets and limits");
        await visit.SeeTextAsync("No budgets yet");
        await visit.SeeTextAsync("No rate limits yet");
        await visit.SeeTextAsync("No caps yet");
        await visit.SeeTextAsync("Nothing is held, and the books agree");
        await visit.LookAsync("budgets-empty");

        await visit.Button("Set a budget").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await ChooseAsync(visit, "On", "A model");
        await visit.Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = "Name", Exact = true }).FillAsync("sim/echo");
        await visit.Page.GetByLabel("Limit in US dollars").FillAsync("5");
        await visit.Page.GetByLabel("Begins on day").FillAsync("15");
        await visit.LookAsync("budgets-set");
        await visit.Page.GetByLabel("Limit in US dollars").PressAsync("Enter");
        await Assertions.Expect(visit.Button("Edit model:sim/echo/monthly/usd")).ToBeVisibleAsync();

        await visit.Button("Edit model:sim/echo/monthly/usd").ClickAsync();
        await visit.Page.GetByLabel("Limit in US dollars").FillAsync("7.5");
        await visit.Page.GetByLabel("Alert from").FillAsync("60");
        await visit.Button("Save").ClickAsync();
        await visit.SeeTextAsync("at most $7.50");
        var budget = Assert.Single((await weir.RunCliAsync("budgets", "list", "--json")).Json().EnumerateArray());
        Assert.Equal(7_500_000_000, budget.GetProperty("limit").GetInt64());
        Assert.Equal(0.6m, budget.GetProperty("alert").GetDecimal());
        Assert.Equal(15, budget.GetProperty("resetDay").GetInt32());

        await visit.Button("Remove model:sim/echo/monthly/usd").ClickAsync();
        await visit.SeeTextAsync("stays in its books");
        await visit.LookAsync("budgets-remove");
        await visit.Button("Remove").ClickAsync();
        await visit.SeeTextAsync("No budgets yet");
        Assert.Equal(0, (await weir.RunCliAsync("budgets", "list", "--json")).Json().GetArrayLength());
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_rate_limit_shows_what_is_used_and_a_cap_is_set_and_removed()
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config }, Token);
        await using var visit = await ConsoleVisit.SignInAsync(chromium, weir);
        await visit.GoAsync(weir, "/budgets", "Budgets and limits");

        await visit.Button("Set a rate limit").ClickAsync();
        await visit.Page.GetByLabel("Requests in any 60 seconds").FillAsync("7");
        await visit.LookAsync("limits-set");
        await visit.Button("Set").ClickAsync();
        await visit.SeeTextAsync("0 of 7");
        Assert.Equal(200, (await weir.Http.ChatAsync("sim/echo", Token)).Status);
        await visit.SeeTextAsync("1 of 7");
        await visit.Button("Remove the rate limit of gateway").ClickAsync();
        await visit.Button("Remove").ClickAsync();
        await visit.SeeTextAsync("No rate limits yet");

        await visit.Button("Set a cap").ClickAsync();
        await visit.Page.GetByLabel("End the run at, in tokens").FillAsync("9000");
        await visit.LookAsync("caps-set");
        await visit.Button("Set").ClickAsync();
        await visit.SeeTextAsync("9,000 tokens");
        Assert.Equal(9_000, Assert.Single((await weir.RunCliAsync("caps", "list", "--json")).Json().EnumerateArray()).GetProperty("hardTokens").GetInt64());
        await visit.Button("Remove the cap on gateway").ClickAsync();
        await visit.Button("Remove").ClickAsync();
        await visit.SeeTextAsync("No caps yet");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task An_uncertain_hold_is_settled_and_what_a_trial_says_follows()
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup { Config = Config + "\nbudgets: [{on: gateway, total: 0.02}]\n" }, Token);
        await HangUpAsync(weir);
        await using var visit = await ConsoleVisit.SignInAsync(chromium, weir);
        await visit.GoAsync(weir, "/budgets", "Budgets and limits");

        var hold = Assert.Single((await weir.RunCliAsync("budgets", "doctor", "--json")).Json().GetProperty("holds").EnumerateArray());
        var id = hold.GetProperty("requestId").GetString()!;
        await visit.Button($"Settle try 1 of {id}").ClickAsync();
        await visit.Page.GetByLabel("US dollars").FillAsync("0.0005");
        await visit.LookAsync("budgets-settle");
        await visit.Button("Settle").ClickAsync();
        await visit.SeeTextAsync("Nothing is held, and the books agree");
        Assert.Equal(500_000, Assert.Single((await weir.RunCliAsync("budgets", "list", "--json")).Json().EnumerateArray()).GetProperty("spent").GetInt64());

        await visit.Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = "Model" }).FillAsync("sim/echo");
        await visit.Page.GetByRole(AriaRole.Option, new PageGetByRoleOptions { Name = "sim/echo", Exact = true }).ClickAsync();
        await visit.Page.GetByLabel("Most output tokens").FillAsync("100");
        await visit.SeeTextAsync("The next is refused by gateway/lifetime/usd");
        await visit.LookAsync("budgets-refused");
        var trial = (await weir.RunCliAsync("budgets", "simulate", "sim/echo", "--output", "100", "--requests", "100", "--json")).Json();
        await visit.SeeTextAsync(string.Create(CultureInfo.InvariantCulture, $"{trial.GetProperty("atOnce").GetInt32()} of 100 pass, each reserving its worst case"));
        Assert.Empty(visit.Complaints);
    }

    private static async Task ChooseAsync(ConsoleVisit visit, string field, string option)
    {
        await visit.Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = field, Exact = true }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Option, new PageGetByRoleOptions { Name = option, Exact = true }).ClickAsync();
    }

    /// <summary>A budget, a limit and a cap that were set, something spent, and a hold that nobody ended.</summary>
    private static async Task FurnishAsync(WeirProcess weir)
    {
        foreach (var command in (string[])["budgets set user:ada --weekly 5", "budgets set connection:sim --rolling 40000 --tokens --minutes 300", "limits set connection:sim --rpm 20 --tpm 20000 --concurrent 4", "caps set connection:sim --hard 200000"])
        {
            var set = await weir.RunCliAsync(command.Split(' '));
            Assert.True(set.ExitCode == 0, set.ToString());
        }

        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(200, (await weir.Http.ChatAsync("sim/echo", Token)).Status);
        }

        await HangUpAsync(weir);
    }

    private static async Task HangUpAsync(WeirProcess weir)
    {
        using (var client = weir.CreateClient())
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, ChatCalls.Route) { Content = ChatCalls.Body("sim/lorem", stream: true) };
            request.Headers.Add("x-api-key", weir.ClientKey);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
            await using var body = await response.Content.ReadAsStreamAsync(Token);
            await body.ReadExactlyAsync(new byte[200], Token);
        }

        await Eventually.BeTrueAsync("the uncertain hold", async () => (await weir.RunCliAsync("budgets", "doctor", "--json")).Json().GetProperty("holds").EnumerateArray().Any(static hold => hold.GetProperty("uncertain").GetBoolean()), Token);
    }
}
