using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Upstream;
using Weir.TestKit.OAuth;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>From an empty data folder to the first streamed answer.</summary>
public sealed partial class OnboardingTests(Chromium chromium) : IClassFixture<Chromium>
{
    /// <summary>More steps than these are too many.</summary>
    private const int MostSteps = 8;

    private const string Key = "not-a-key-0123456789";

    private static readonly UpstreamAnswer TakesKey = UpstreamAnswer.Json("""{"error":{"message":"model is required","type":"invalid_request_error"}}""", status: 400);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_simulator_answers_after_three_clicks()
    {
        using var home = new WeirHome(new WeirSetup());
        await using var weir = await WeirProcess.StartAsync(home, Token);
        await using var visit = await ConsoleVisit.SignInAsync(chromium, weir);
        var steps = new Steps(visit.Page);

        await steps.ClickAsync(visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Connect your LLM provider" }));
        await visit.SeeAsync("Connect your LLM provider");
        await steps.ClickAsync(visit.Button("Try the simulator"));
        await steps.ClickAsync(visit.Button("Send"));
        await visit.SeeTextAsync("It cost $0.00.");

        Assert.True(steps.Count <= MostSteps, $"{steps.Count} steps");
        Assert.Contains("Say hello in five words.", await visit.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Answer" }).InnerTextAsync(), StringComparison.Ordinal);
        await visit.SeeTextAsync("Connect your client");
        await visit.LookAsync("start-answered");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task With_a_key_by_keyboard_alone_it_takes_eight_steps_at_most()
    {
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        upstream.Play(TakesKey, TakesKey);
        using var home = new WeirHome(new WeirSetup { Config = Mistral(upstream) });
        await using var weir = await WeirProcess.StartAsync(home, Token);
        await using var visit = await ConsoleVisit.SignInAsync(chromium, weir);
        var steps = new Steps(visit.Page);

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Connect your LLM provider" })).ToBeFocusedAsync();
        await steps.PressAsync("Enter");
        await Assertions.Expect(visit.Page.GetByLabel("Search the catalogue")).ToBeFocusedAsync();
        await visit.SeeTextAsync("Mistral");
        await steps.TypeAsync("mistral");
        await steps.PressAsync("Enter");
        await Assertions.Expect(visit.Page.GetByLabel("API key")).ToBeFocusedAsync();
        await steps.TypeAsync(Key);
        await steps.PressAsync("Enter");
        await visit.SeeTextAsync("✓ It answers");
        await Assertions.Expect(visit.Button("Use this model")).ToBeFocusedAsync();
        await visit.SeeTextAsync("the default");
        upstream.Play(UpstreamAnswer.Recorded("openai-chat/text-stream-usage") with { Chunking = Chunking.PerEvent });
        await visit.LookAsync("start-model");
        await steps.PressAsync("Enter");
        await Assertions.Expect(visit.Button("Send")).ToBeFocusedAsync();
        await steps.PressAsync("Enter");
        await Assertions.Expect(visit.Page.GetByText(CostLine())).ToBeVisibleAsync();

        Assert.True(steps.Count <= MostSteps, $"{steps.Count} steps");
        await visit.LookAsync("start-first-answer");
        Assert.Contains($"Bearer {Key}", upstream.Received[^1].Headers["Authorization"], StringComparison.Ordinal);
        Assert.DoesNotContain(Key, await visit.Page.ContentAsync(), StringComparison.Ordinal);
        var listed = await weir.RunCliAsync("providers", "list");
        Assert.Contains("mistral", listed.Output, StringComparison.Ordinal);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_key_that_is_refused_is_told_with_what_to_do()
    {
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        upstream.Models = UpstreamAnswer.Json("""{"error":{"message":"Incorrect API key provided","code":"invalid_api_key"}}""", status: 401);
        using var home = new WeirHome(new WeirSetup { Config = Mistral(upstream) });
        await using var weir = await WeirProcess.StartAsync(home, Token);
        await using var visit = await ConsoleVisit.SignInAsync(chromium, weir);

        await visit.GoAsync(weir, "/start?provider=mistral", "Connect your LLM provider");
        var field = visit.Page.GetByLabel("API key");
        await field.FillAsync("wrong-key-0123456789");
        Assert.Equal("password", await field.GetAttributeAsync("type"));
        var show = visit.Button("Show the key while held");
        await show.HoverAsync();
        await visit.Page.Mouse.DownAsync();
        Assert.Equal("text", await field.GetAttributeAsync("type"));
        await visit.Page.Mouse.UpAsync();
        Assert.Equal("password", await field.GetAttributeAsync("type"));
        await visit.Button("Connect").ClickAsync();
        await visit.SeeTextAsync("✕ invalid credentials");
        await visit.LookAsync("start-refused");
        await visit.Button("Sign in another way").ClickAsync();
        await Assertions.Expect(visit.Page.GetByLabel("API key")).ToBeVisibleAsync();
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_device_code_is_shown_and_leads_on_once_it_is_approved()
    {
        await using var upstream = await ReplayUpstream.StartAsync(Token);
        upstream.Play(TakesKey);
        await using var server = await AuthorizationServer.StartAsync(new ServerRules { Interval = 1 });
        using var home = new WeirHome(new WeirSetup { Config = Acme(server, upstream) });
        await using var weir = await WeirProcess.StartAsync(home, Token);
        await using var visit = await ConsoleVisit.SignInAsync(chromium, weir);

        await visit.GoAsync(weir, "/start?provider=acme", "Connect your LLM provider");
        await visit.Page.GetByRole(AriaRole.Radio).Last.CheckAsync();
        await visit.Button("Connect").ClickAsync();
        var code = await Eventually.GetAsync("a device code", () => Task.FromResult(server.Devices.LastUserCode), Token);
        await visit.SeeTextAsync(code);
        await visit.SeeTextAsync("it ends in");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Img, new PageGetByRoleOptions { NameRegex = QrName() })).ToBeVisibleAsync();
        await visit.LookAsync("start-device-code");
        server.Devices.Approve(code);
        await visit.SeeTextAsync("✓ It answers");
        await Assertions.Expect(visit.Button("Use this model")).ToBeFocusedAsync();
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task What_the_machine_has_already_stands_first()
    {
        using var home = new WeirHome(new WeirSetup
        {
            Variables = new Dictionary<string, string>
            {
                ["GROQ_API_KEY"] = Key,
                ["OPENCODE_AUTH_CONTENT"] = $$$"""{"mistral":{"type":"api","key":"{{{Key}}}"},"anthropic":{"type":"oauth","access":"a","refresh":"r","expires":1}}""",
                ["HTTPS_PROXY"] = "http://127.0.0.1:9",
                ["https_proxy"] = "http://127.0.0.1:9",
            },
        });
        await using var weir = await WeirProcess.StartAsync(home, Token);
        await using var visit = await ConsoleVisit.SignInAsync(chromium, weir);

        await visit.GoAsync(weir, "/start", "Connect your LLM provider");
        await visit.SeeTextAsync("GROQ_API_KEY");
        await visit.SeeTextAsync("Its token is renewed in turns");
        await visit.LookAsync("start-found");
        await visit.Button("Take it over: Mistral").ClickAsync();
        await visit.SeeTextAsync("Which model shall answer?");
        var connections = (await weir.RunCliAsync("providers", "found", "--json")).Json();
        Assert.Contains(connections.EnumerateArray(), static entry => entry.GetProperty("name").GetString() == "mistral" && entry.GetProperty("state").GetString() == "connected");
        Assert.DoesNotContain(Key, await visit.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.Empty(visit.Complaints);
    }

    private static string Mistral(ReplayUpstream upstream) => $$"""
        version: 2
        credentials: {store: file}
        catalog:
          providers:
            - id: mistral
              base_url: {{upstream.BaseUrl}}
        """;

    private static string Acme(AuthorizationServer server, ReplayUpstream upstream) => $$"""
        version: 2
        credentials: {store: file}
        catalog:
          providers:
            - id: acme
              base_url: {{upstream.BaseUrl}}
              dialect: openai-chat
              models: [m]
              sign_in:
                - grant: device-code
                  client_id: {{server.Rules.ClientId}}
                  device_url: {{server.Url("/device")}}
                  token_url: {{server.Url("/token")}}
                  scopes: [chat]
        """;

    [GeneratedRegex(@"It cost \$\d")]
    private static partial Regex CostLine();

    [GeneratedRegex("QR code")]
    private static partial Regex QrName();
}
