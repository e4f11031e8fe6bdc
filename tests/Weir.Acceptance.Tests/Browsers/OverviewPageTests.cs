using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>The overview: what waits for somebody stands there with what to do, and every number leads to the list behind it.</summary>
public sealed class OverviewPageTests(SeasonedGateway gateway, Chromium chromium) : IClassFixture<SeasonedGateway>, IClassFixture<Chromium>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task It_is_in_order(int width, ColorScheme scheme)
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir, width, scheme);
        await visit.SeeTextAsync("On track for");
        await visit.SeeTextAsync("Budgets nearest their limits");
        await Assertions.Expect(Region(visit, "Requests per minute").GetByRole(AriaRole.Link)).ToBeVisibleAsync();
        await visit.LookAsync("overview-seasoned");
        await visit.FitsAsync("overview");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task The_budget_nearest_its_limit_comes_first_and_leads_to_what_was_used_on_it()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        var budgets = Region(visit, "Budgets nearest their limits").GetByRole(AriaRole.Listitem);
        await Assertions.Expect(budgets).ToHaveCountAsync(3);
        await Assertions.Expect(budgets.First).ToContainTextAsync("key:ci");
        await Assertions.Expect(budgets.First).ToContainTextAsync("of $0.6000");
        await Assertions.Expect(budgets.First).ToContainTextAsync("only warns");
        await budgets.First.GetByRole(AriaRole.Link).ClickAsync();
        await visit.SeeAsync("Usage");
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex("key=ci"));
        await Assertions.Expect(visit.Button("Take away the filter on key ci")).ToBeVisibleAsync();
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Errors_say_what_to_do_and_a_new_one_comes_by_itself()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        var errors = Region(visit, "Last errors");
        await Assertions.Expect(errors).ToContainTextAsync("Check the base URL of \"away\" and whether the server runs.");
        await Assertions.Expect(errors).ToContainTextAsync("Ask for a name that `weir models list` shows.");
        var count = await errors.GetByRole(AriaRole.Listitem).CountAsync();

        await gateway.Weir.Http.ChatAsync("another-unknown-model", Token);
        await Assertions.Expect(errors).ToContainTextAsync("another-unknown-model");
        Assert.InRange(await errors.GetByRole(AriaRole.Listitem).CountAsync(), Math.Min(count, 10), 10);
        await errors.GetByRole(AriaRole.Listitem).First.GetByRole(AriaRole.Link).ClickAsync();
        await visit.SeeAsync("Request");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Every_number_leads_to_the_list_behind_it()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        foreach (var (figure, address, title) in ((string, string, string)[])
        [
            ("Requests per minute", "/requests", "Requests"), ("Spent today", "/usage\\?range=today", "Usage"), ("Spent this month", "/usage\\?range=month", "Usage"), ("Failed today", "/requests\\?failed=true", "Requests"),
        ])
        {
            await visit.GoAsync(gateway.Weir, "/", "Overview");
            await Region(visit, figure).GetByRole(AriaRole.Link).ClickAsync();
            await visit.SeeAsync(title);
            await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex(address));
        }

        await visit.GoAsync(gateway.Weir, "/", "Overview");
        await Region(visit, "Providers").GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "away", Exact = true }).ClickAsync();
        await visit.SeeAsync("away");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task An_alert_is_taken_note_of()
    {
        await using var weir = await WeirProcess.StartAsync(
            new WeirSetup
            {
                Config = """
                    version: 2
                    providers:
                      - {name: sim, type: simulator, simulator: {first_byte_delay_ms: 0, tokens_per_second: 0}, models: [{id: echo, cost: {input: 40, output: 120}}]}
                    budgets: [{on: gateway, total: 0.0001, hard: false, alert: 0.1}]
                    """,
            },
            Token);
        await using var visit = await ConsoleVisit.SignInAsync(chromium, weir);
        var alerts = Region(visit, "Open alerts");
        await Assertions.Expect(alerts).ToContainTextAsync("Nothing waits for anybody.");
        await Assertions.Expect(Region(visit, "Last errors")).ToContainTextAsync("No request has failed.");
        await visit.LookAsync("overview-quiet");
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(200, (await weir.Http.ChatAsync("sim/echo", Token)).Status);
        }

        await Eventually.BeTrueAsync("an alert", async () => (await weir.RunCliAsync("alerts", "list", "--open", "--json")).Json().GetArrayLength() > 0, Token);
        await visit.Page.ReloadAsync();
        await Assertions.Expect(alerts).ToContainTextAsync("gateway");
        await visit.LookAsync("overview-alert");
        var count = await alerts.GetByRole(AriaRole.Listitem).CountAsync();
        for (var left = count; left > 0; left--)
        {
            await alerts.GetByRole(AriaRole.Button).First.ClickAsync();
            await Assertions.Expect(alerts.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(left - 1);
        }

        Assert.Equal(0, (await weir.RunCliAsync("alerts", "list", "--open", "--json")).Json().GetArrayLength());
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_gateway_without_anything_says_how_to_begin()
    {
        await using var weir = await WeirProcess.StartAsync(new WeirSetup(), Token);
        await using var visit = await ConsoleVisit.SignInAsync(chromium, weir, 390, ColorScheme.Dark);
        await visit.SeeTextAsync("No provider is connected yet");
        await visit.SeeTextAsync("weir budgets set gateway --monthly 50");
        await visit.LookAsync("overview-new");
        await visit.FitsAsync("overview-new");
        Assert.Empty(visit.Complaints);
    }

    private static ILocator Region(ConsoleVisit visit, string name) => visit.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = name, Exact = true });
}
