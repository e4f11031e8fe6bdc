using System.Globalization;
using Microsoft.Playwright;
using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>The page of one connection: what the file rules is locked, what the database rules is changed there.</summary>
public sealed class ProviderPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Key = "not-a-key-0123456789";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_file_declares_is_locked_with_its_line()
    {
        await using var scene = await Scene.OpenAsync(chromium);
        var visit = scene.Visit;

        await visit.GoAsync(scene.Weir, "/providers", "Providers");
        var card = visit.Page.GetByRole(AriaRole.Article, new PageGetByRoleOptions { Name = "lab", Exact = true });
        await Assertions.Expect(card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Test", Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Disable" })).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Article, new PageGetByRoleOptions { Name = "mine", Exact = true }).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Disable" })).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "lab", Exact = true }).ClickAsync();
        await visit.SeeAsync("lab");
        await visit.SeeTextAsync("weir.yaml:5");
        await Assertions.Expect(visit.Button("Disable")).ToBeDisabledAsync();
        await Assertions.Expect(visit.Button("Remove…")).ToBeDisabledAsync();
        await visit.SeeTextAsync("100 of 500 left");
        await Assertions.Expect(visit.Page.GetByLabel("End it at, in tokens")).ToHaveValueAsync("9,000");
        await Assertions.Expect(visit.Page.GetByLabel("End it at, in tokens")).ToBeDisabledAsync();
        await visit.SeeTextAsync("Declared at weir.yaml:13");
        await visit.LookAsync("provider-declared");
        Assert.DoesNotContain(Key, await visit.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_limit_for_a_day_is_set_by_field_and_by_key_and_taken_away()
    {
        await using var scene = await Scene.OpenAsync(chromium);
        var visit = scene.Visit;

        await visit.GoAsync(scene.Weir, "/providers/lab", "lab");
        await visit.Page.GetByLabel("A day: limit in dollars").FillAsync("5");
        var slider = visit.Page.GetByRole(AriaRole.Slider, new PageGetByRoleOptions { Name = "A day, in dollars" });
        await slider.FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await visit.Button("A day: save the limit").ClickAsync();
        await visit.SeeTextAsync("$6.00 left");
        await visit.LookAsync("provider-budget");
        var budget = (await scene.Weir.RunCliAsync("budgets", "list", "--json")).Json().EnumerateArray().Single(static entry => entry.GetProperty("id").GetString() == "connection:lab/daily/usd");
        Assert.Equal(6_000_000_000, budget.GetProperty("limit").GetInt64());
        Assert.Equal(0.8m, budget.GetProperty("alert").GetDecimal());
        Assert.True(budget.GetProperty("hard").GetBoolean());

        await visit.Button("A day: remove the limit").ClickAsync();
        await Assertions.Expect(visit.Button("A day: remove the limit")).ToHaveCountAsync(0);
        Assert.Equal(0, (await scene.Weir.RunCliAsync("budgets", "list", "--json")).Json().GetArrayLength());
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_cap_on_a_run_is_set_and_taken_away_and_stands_in_the_audit()
    {
        await using var scene = await Scene.OpenAsync(chromium);
        var visit = scene.Visit;

        await visit.GoAsync(scene.Weir, "/providers/mine", "mine");
        await visit.Page.GetByLabel("End it at, in tokens").FillAsync("7000");
        await visit.Button("A run: save the cap").ClickAsync();
        await visit.SeeTextAsync("Cap on runs set");
        await visit.SeeTextAsync("Connection added");
        await visit.LookAsync("provider-cap");
        var cap = (await scene.Weir.RunCliAsync("caps", "list", "--json")).Json().EnumerateArray().Single(static entry => entry.GetProperty("on").GetString() == "connection:mine");
        Assert.Equal(7_000, cap.GetProperty("hardTokens").GetInt64());

        await visit.Button("A run: remove the cap").ClickAsync();
        await visit.SeeTextAsync("Cap on runs removed");
        await Assertions.Expect(visit.Button("A run: remove the cap")).ToHaveCountAsync(0);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_connection_is_removed_once_its_name_is_typed_and_what_breaks_was_told()
    {
        await using var scene = await Scene.OpenAsync(chromium);
        var visit = scene.Visit;

        await visit.GoAsync(scene.Weir, "/providers/mine", "mine");
        await visit.SeeTextAsync("set while running");
        await visit.Button("Remove…").ClickAsync();
        await visit.SeeTextAsync("Keys whose model list names it: only-mine");
        await visit.SeeTextAsync("Choices that are passed over: gateway");
        var remove = visit.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Remove", Exact = true });
        await Assertions.Expect(remove).ToBeDisabledAsync();
        await visit.LookAsync("provider-remove");
        await visit.Page.GetByLabel("Type mine to confirm").FillAsync("mine");
        await remove.ClickAsync();
        await visit.SeeAsync("Providers");
        Assert.DoesNotContain("mine", (await scene.Weir.RunCliAsync("providers", "list", "--json")).Json().EnumerateArray().SelectMany(static provider => provider.GetProperty("connections").EnumerateArray()).Select(static name => name.GetString()));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_key_is_replaced_and_the_page_never_holds_it()
    {
        await using var scene = await Scene.OpenAsync(chromium);
        var visit = scene.Visit;

        await visit.GoAsync(scene.Weir, "/providers/mine", "mine");
        await visit.Button("Change key or method").ClickAsync();
        await visit.Page.GetByLabel("API key").FillAsync("  another-key-9876543210  ");
        await visit.Button("Connect").ClickAsync();
        await visit.SeeTextAsync("mine is connected");
        await visit.Button("Close").Last.ClickAsync();
        Assert.DoesNotContain("another-key-9876543210", await visit.Page.ContentAsync(), StringComparison.Ordinal);
        scene.Upstream.Play(UpstreamAnswer.Recorded("openai-chat/text"));
        await scene.Weir.Http.ChatAsync("mine/mistral-small-latest", Token);
        Assert.Equal("Bearer another-key-9876543210", scene.Upstream.Received[^1].Headers["Authorization"]);
        await visit.SeeTextAsync("mine/mistral-small-latest");
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task The_screens_of_providers_are_in_order(int width, ColorScheme scheme)
    {
        await using var scene = await Scene.OpenAsync(chromium, width, scheme);
        var visit = scene.Visit;
        foreach (var (path, title, name) in new[]
        {
            ("/start", "Connect your LLM provider", "start"),
            ("/start?provider=mistral", "Connect your LLM provider", "start-sign-in"),
            ("/start?connection=simulator", "Connect your LLM provider", "start-choose"),
            ("/providers", "Providers", "providers"),
            ("/providers/lab", "lab", "provider"),
            ("/models", "Models", "models"),
            ("/models?compare=simulator%2Fecho%2Csimulator%2Florem", "Models", "models-compared"),
        })
        {
            await visit.GoAsync(scene.Weir, path, title);
            await visit.LookAsync(name);
            await visit.FitsAsync(string.Create(CultureInfo.InvariantCulture, $"{name} at {width}"));
        }

        Assert.Empty(visit.Complaints);
    }

    /// <summary>A gateway with one connection of the file, one of the database, and a request that told of limits.</summary>
    private sealed class Scene(ReplayUpstream upstream, WeirHome home, WeirProcess weir, ConsoleVisit visit) : IAsyncDisposable
    {
        public ReplayUpstream Upstream { get; } = upstream;

        public WeirProcess Weir { get; } = weir;

        public ConsoleVisit Visit { get; } = visit;

        public static async Task<Scene> OpenAsync(Chromium chromium, int width = 1280, ColorScheme scheme = ColorScheme.Light)
        {
            var upstream = await ReplayUpstream.StartAsync(Token);
            var home = new WeirHome(new WeirSetup
            {
                Config = $$"""
                    version: 2
                    credentials: {store: file}
                    providers:
                      - name: lab
                        type: openai-compatible
                        base_url: {{upstream.BaseUrl}}
                        api_key: {{Key}}
                        models:
                          - id: m
                            cost: {input: 1, output: 2}
                            limit: {context: 8000, output: 1000}
                    budgets:
                      - on: connection:lab
                        run_hard_tokens: 9000
                    catalog:
                      providers:
                        - id: mistral
                          base_url: {{upstream.BaseUrl}}
                    """,
            });
            var weir = await WeirProcess.StartAsync(home, Token);
            await home.RunAsync(["auth", "login", "mistral", "--name", "mine", "--key-stdin"], Token, input: Key);
            await weir.RunCliAsync("keys", "create", "only-mine", "--models", "mine/*");
            upstream.Play(UpstreamAnswer.Recorded("openai-chat/text") with
            {
                Headers = new Dictionary<string, string> { ["content-type"] = "application/json", ["x-ratelimit-limit-requests"] = "500", ["x-ratelimit-remaining-requests"] = "100", ["x-ratelimit-reset-requests"] = "2h" },
            });
            await weir.Http.ChatAsync("lab/m", Token);
            await weir.RunCliAsync("models", "switch", "mine/mistral-small-latest");
            return new Scene(upstream, home, weir, await ConsoleVisit.SignInAsync(chromium, weir, width, scheme));
        }

        public async ValueTask DisposeAsync()
        {
            await Visit.DisposeAsync();
            await Weir.DisposeAsync();
            home.Dispose();
            await Upstream.DisposeAsync();
        }
    }
}
