using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>What a person does in the console, in a real browser against the real program.</summary>
public sealed class ActionsTests(FurnishedGateway gateway, Chromium chromium) : IClassFixture<FurnishedGateway>, IClassFixture<Chromium>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_made_shown_once_works_and_is_revoked()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        await visit.GoAsync(gateway.Weir, "/keys", "Keys");
        await visit.Button("Create a key").ClickAsync();
        await visit.Page.GetByLabel("Name").FillAsync("from-the-console");
        await visit.Button("Create").ClickAsync();
        await visit.SeeTextAsync("Shown this once");
        var key = (await visit.Page.GetByRole(AriaRole.Dialog).Locator("code").First.InnerTextAsync()).Trim();
        await visit.LookAsync("new-key");
        Assert.Equal(200, (await AskAsync(key)).Status);

        await visit.Button("I have it").ClickAsync();
        await visit.Page.ReloadAsync();
        await visit.SeeTextAsync("from-the-console");
        Assert.DoesNotContain(key, await visit.Page.ContentAsync(), StringComparison.Ordinal);

        await visit.Button("Rotate from-the-console").ClickAsync();
        await visit.Button("Rotate").ClickAsync();
        await visit.SeeTextAsync("Shown this once");
        await visit.Button("I have it").ClickAsync();

        await visit.Button("Revoke from-the-console").First.ClickAsync();
        await visit.Button("Revoke").ClickAsync();
        await visit.SeeTextAsync("from-the-console is revoked");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_connection_is_tested_disabled_and_enabled()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        await visit.GoAsync(gateway.Weir, "/providers", "Providers");
        var card = visit.Page.GetByRole(AriaRole.Article, new PageGetByRoleOptions { Name = "openrouter", Exact = true });
        await card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Test", Exact = true }).ClickAsync();
        await Assertions.Expect(card.GetByText("✕").Last).ToBeVisibleAsync();
        await visit.LookAsync("provider-tested");

        await card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Disable", Exact = true }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Disable", Exact = true }).ClickAsync();
        var enable = card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Enable", Exact = true });
        await Assertions.Expect(enable).ToBeVisibleAsync();
        await enable.ClickAsync();
        await Assertions.Expect(card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Disable", Exact = true })).ToBeVisibleAsync();
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Everybody_is_switched_to_a_model_and_back_by_keyboard()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        await visit.Page.Keyboard.PressAsync("g");
        await visit.Page.Keyboard.PressAsync("m");
        await visit.SeeAsync("Models");
        await visit.Page.Keyboard.PressAsync("/");
        await visit.Page.Keyboard.TypeAsync("simulator lorem");
        var row = visit.Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "lorem" });
        await Assertions.Expect(row).ToHaveCountAsync(1);
        await row.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Button("Switch everybody to it")).ToBeFocusedAsync();
        await visit.LookAsync("switch-model");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.SeeTextAsync("Everybody gets simulator/lorem");
        await visit.Button("Take back").ClickAsync();
        await Assertions.Expect(visit.Button("Take back")).ToHaveCountAsync(0);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_request_appears_by_itself_and_opens_as_a_trace()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        await visit.GoAsync(gateway.Weir, "/requests", "Requests");
        var rows = visit.Page.GetByRole(AriaRole.Table, new PageGetByRoleOptions { Name = "Requests" });
        await Assertions.Expect(rows).ToBeVisibleAsync();
        var before = int.Parse(await rows.GetAttributeAsync("aria-rowcount") ?? "0", CultureInfo.InvariantCulture);

        // The stream of events is asked for when the page is there; what comes before it looks is in the list.
        await Task.Delay(1_500, Token);
        await gateway.Weir.Http.ChatAsync("simulator/echo", Token);
        await Assertions.Expect(rows).ToHaveAttributeAsync("aria-rowcount", new Regex($"^(?!{before}$)\\d+$"), new LocatorAssertionsToHaveAttributeOptions { Timeout = 10_000 });
        await visit.Page.GetByRole(AriaRole.Row).Nth(1).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "On a page of its own" }).ClickAsync();
        await visit.SeeAsync("Request");
        await visit.SeeTextAsync("simulator/echo");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_gateway_that_is_gone_is_told()
    {
        using var home = new WeirHome(new WeirSetup());
        await using var weir = await WeirProcess.StartAsync(home, Token);
        await using var visit = await ConsoleVisit.SignInAsync(chromium, weir);
        await Task.Delay(500, Token);
        await weir.StopAsync(Token);
        await visit.SeeTextAsync("Reconnecting to the gateway");
        await visit.LookAsync("disconnected");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "Overview" })).ToBeVisibleAsync();
    }

    private async Task<ChatAnswer> AskAsync(string key)
    {
        using var client = gateway.Weir.CreateClient();
        return await client.ChatAsync("simulator/echo", Token, headers: ("x-api-key", key));
    }
}
