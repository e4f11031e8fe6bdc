using Microsoft.Playwright;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>The Playground, in a real browser against the real program.</summary>
public sealed class PlaygroundTests(ChainedGateway gateway, Chromium chromium) : IClassFixture<ChainedGateway>, IClassFixture<Chromium>
{
    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Two_models_answer_side_by_side(int width, ColorScheme scheme)
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir, width, scheme);
        await visit.GoAsync(gateway.Weir, "/playground?model=here/echo", "Playground");
        await visit.LookAsync("playground-empty");
        await visit.FitsAsync("Playground");

        await visit.GoAsync(gateway.Weir, "/playground?model=here/echo&against=there/reason", "Playground");
        var message = visit.Page.GetByLabel("Message");
        await message.FillAsync("Say it twice.");
        await visit.SeeTextAsync("likely $");
        await message.PressAsync("Control+Enter");
        await visit.SeeTextAsync("first byte after");
        await Assertions.Expect(visit.Page.GetByText("This request’s page")).ToHaveCountAsync(2);
        await Assertions.Expect(visit.Page.Locator("[data-answer]")).ToHaveCountAsync(2);
        await Assertions.Expect(visit.Page.Locator("[data-answer]").First).ToContainTextAsync("Say it twice.");
        await visit.LookAsync("playground");
        await visit.FitsAsync("Playground");

        await visit.Button("Raw and snippets").First.ClickAsync();
        await visit.SeeTextAsync("As this page sent it");
        await visit.Page.GetByText("Snippets", new PageGetByTextOptions { Exact = true }).ClickAsync();
        await visit.SeeTextAsync("curl -N");
        await visit.LookAsync("playground-snippets");
        await visit.Page.GetByText("Translation", new PageGetByTextOptions { Exact = true }).ClickAsync();
        await visit.SeeTextAsync("To here/echo");
        await visit.LookAsync("playground-translation");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task An_answer_is_stopped_and_the_last_message_comes_back()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        await visit.GoAsync(gateway.Weir, "/playground?model=slow/lorem", "Playground");
        var message = visit.Page.GetByLabel("Message");
        await message.FillAsync("Go on and on.");
        await message.PressAsync("Control+Enter");
        await Assertions.Expect(visit.Page.Locator("[data-answer]")).ToBeVisibleAsync();
        await message.PressAsync("Escape");
        await visit.SeeTextAsync("Stopped. What was used until then is booked.");
        await message.PressAsync("ArrowUp");
        await Assertions.Expect(message).ToHaveValueAsync("Go on and on.");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_tool_call_and_a_system_prompt_are_sent_and_shown()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        await visit.GoAsync(gateway.Weir, "/playground?model=there/tools", "Playground");
        await visit.Button("Call a tool").ClickAsync();
        await visit.Button("Set: tools").ClickAsync();
        await visit.Page.GetByLabel("System prompt").FillAsync("Be short.");
        await visit.Page.GetByLabel("Temperature").FillAsync("0.5");
        await visit.LookAsync("playground-parameters");
        await visit.Button("Send").ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Article, new PageGetByRoleOptions { Name = "Turn" })).ToContainTextAsync("Calls get_weather");
        await visit.SeeTextAsync("first byte after");
        await visit.Button("Raw and snippets").ClickAsync();
        var sent = visit.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Request", Exact = true });
        await Assertions.Expect(sent).ToContainTextAsync("\"temperature\": 0.5");
        await Assertions.Expect(sent).ToContainTextAsync("Be short.");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_chain_that_asks_is_answered_with_a_button()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        await visit.GoAsync(gateway.Weir, "/playground?model=careful", "Playground");
        var message = visit.Page.GetByLabel("Message");
        await message.FillAsync("Is anybody there?");
        await message.PressAsync("Control+Enter");
        await visit.SeeTextAsync("Go on with the next target");
        await visit.LookAsync("playground-asks");
        await visit.Button("Go on with the next target").ClickAsync();
        await visit.SeeTextAsync("by here/echo");
        await visit.Page.GetByText("This request’s page").ClickAsync();
        await visit.SeeTextAsync("Timeline");
        Assert.Empty(visit.Complaints);
    }
}
