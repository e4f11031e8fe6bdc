using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Weir.Acceptance.Tests.Program;
using Weir.Acceptance.Tests.Quotas;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>The list of requests and one request beside it: filters in the address, what is new, keys, pages, export.</summary>
public sealed partial class RequestsPageTests(FurnishedGateway gateway, Chromium chromium) : IClassFixture<FurnishedGateway>, IClassFixture<Chromium>
{
    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task The_list_and_what_is_beside_it_are_in_order(int width, ColorScheme scheme)
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir, width, scheme);
        await visit.GoAsync(gateway.Weir, "/requests?range=1h", "Requests");
        await Assertions.Expect(Rows(visit).First).ToBeVisibleAsync();
        await visit.LookAsync("requests-list");
        await visit.FitsAsync("the list");

        await visit.GoAsync(gateway.Weir, "/requests?open=" + gateway.FailedRequest, "Requests");
        await visit.SeeTextAsync("Admission");
        await visit.LookAsync("requests-beside");
        await visit.FitsAsync("a request beside the list");

        await visit.GoAsync(gateway.Weir, "/requests?key=nobody", "Requests");
        await visit.SeeTextAsync("No request passes these filters.");
        await visit.LookAsync("requests-none");

        await visit.GoAsync(gateway.Weir, "/requests/" + gateway.FailedRequest, "Request");
        await visit.SeeTextAsync("Prompts, answers and headers are not kept");
        await visit.LookAsync("request-page");
        await visit.FitsAsync("one request");
        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task A_request_tells_what_the_provider_calls_its_answer(int width, ColorScheme scheme)
    {
        var token = TestContext.Current.CancellationToken;
        await using var upstream = await StandInGateway.StartAsync(token);
        var setup = new WeirSetup
        {
            Config = $$"""
                version: 2
                providers:
                  - {name: bill, type: openai-compatible, base_url: "{{upstream.Origin}}/bill/v1", api_key: "${BILL_KEY}", models: [{id: m, cost: {input: 2.5, output: 10} }]}
                """,
            Variables = new Dictionary<string, string> { ["BILL_KEY"] = WeirSetup.RandomKey() },
        };
        await using var weir = await WeirProcess.StartAsync(setup, token);
        var asked = await weir.Http.ChatAsync("bill/m", token);
        await using var visit = await ConsoleVisit.SignInAsync(chromium, weir, width, scheme);

        await visit.GoAsync(weir, "/requests/" + asked.RequestId, "Request");
        await visit.SeeTextAsync("At the provider: gen-1");
        await visit.LookAsync("request-at-the-provider");
        await visit.FitsAsync("a request with the provider's id");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Filters_are_typed_and_stand_in_the_address()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        await visit.GoAsync(gateway.Weir, "/requests", "Requests");
        await Assertions.Expect(Rows(visit).First).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("/");
        await visit.Page.Keyboard.TypeAsync("status:4xx");
        await visit.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex("status="));
        await Assertions.Expect(visit.Button("Take away status:4xx")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.GetByText("✓ answered")).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Page.GetByText(OneFailed())).ToBeVisibleAsync();

        await visit.Page.ReloadAsync();
        await visit.SeeAsync("Requests");
        await Assertions.Expect(visit.Button("Take away status:4xx")).ToBeVisibleAsync();
        await visit.Button("Take away status:4xx").ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("✓ answered").First).ToBeVisibleAsync();

        await visit.Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = "Filter" }).Or(visit.Page.GetByLabel("Filter", new PageGetByLabelOptions { Exact = true })).First.FillAsync("nonsense");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.SeeTextAsync("Write what it is about");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Keys_walk_open_and_close_and_what_is_new_waits_meanwhile()
    {
        var token = TestContext.Current.CancellationToken;
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir, 1440);
        await visit.GoAsync(gateway.Weir, "/requests", "Requests");
        await Assertions.Expect(Rows(visit).First).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("j");
        await Assertions.Expect(Rows(visit).First).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("j");
        await Assertions.Expect(Rows(visit).Nth(1)).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        var beside = visit.Page.GetByRole(AriaRole.Complementary, new PageGetByRoleOptions { Name = "Request" });
        await Assertions.Expect(beside).ToBeVisibleAsync();
        var second = await OpenAsync(visit);
        await visit.Page.Keyboard.PressAsync("[");
        await Assertions.Expect(visit.Page).Not.ToHaveURLAsync(new Regex(second));
        var first = await OpenAsync(visit);
        Assert.True(string.CompareOrdinal(first, second) > 0, "The one before is newer.");

        // While one is open, nothing moves: it waits.
        await gateway.Weir.Http.ChatAsync("simulator/echo", token);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = SomeNew() })).ToBeVisibleAsync();
        Assert.Equal(first, await OpenAsync(visit));
        await visit.LookAsync("requests-new");

        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(beside).ToHaveCountAsync(0);
        await visit.Page.Keyboard.PressAsync("n");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = SomeNew() })).ToHaveCountAsync(0);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task What_is_new_comes_by_itself_where_nobody_points_and_is_exported()
    {
        var token = TestContext.Current.CancellationToken;
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        await visit.GoAsync(gateway.Weir, "/requests?model=simulator/echo", "Requests");
        await Assertions.Expect(Rows(visit).First).ToBeVisibleAsync();
        var before = await Rows(visit).CountAsync();
        var id = (await gateway.Weir.Http.ChatAsync("simulator/echo", token)).RequestId;

        await Assertions.Expect(Rows(visit)).ToHaveCountAsync(before + 1, new LocatorAssertionsToHaveCountOptions { Timeout = 15_000 });

        await visit.Button("Export").ClickAsync();
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByRole(AriaRole.Menuitem, new PageGetByRoleOptions { Name = "CSV of these requests" }).ClickAsync());
        var lines = (await File.ReadAllTextAsync(await download.PathAsync(), token)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("requests.csv", download.SuggestedFilename);
        Assert.Contains(lines, line => line.StartsWith(id, StringComparison.Ordinal));
        Assert.All(lines.Skip(1), line => Assert.Contains("simulator/echo", line, StringComparison.Ordinal));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Two_tabs_share_one_stream()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);

        // The page that signed in had a stream of its own, so only what comes after this one's counts.
        await visit.GoAsync(gateway.Weir, "/requests", "Requests");
        await visit.Page.WaitForTimeoutAsync(2_500);
        var streams = new List<string>();
        visit.Page.Context.Request += (_, request) =>
        {
            if (request.Url.Contains("/events", StringComparison.Ordinal))
            {
                lock (streams)
                {
                    streams.Add(request.Url);
                }
            }
        };
        var other = await visit.Page.Context.NewPageAsync();
        await other.GotoAsync(gateway.Weir.Url + "console/requests");
        await Assertions.Expect(other.Locator(".rows .row").First).ToBeVisibleAsync();
        var rows = await other.Locator(".rows .row").CountAsync();

        await gateway.Weir.Http.ChatAsync("simulator/echo", TestContext.Current.CancellationToken);

        // A headless browser shows both: the second hears by the first.
        await Assertions.Expect(other.Locator(".rows .row")).ToHaveCountAsync(rows + 1);
        Assert.Empty(streams);

        await visit.Page.CloseAsync();
        await other.WaitForTimeoutAsync(2_500);
        Assert.Single(streams);
        await gateway.Weir.Http.ChatAsync("simulator/echo", TestContext.Current.CancellationToken);
        await Assertions.Expect(other.Locator(".rows .row")).ToHaveCountAsync(rows + 2);
    }

    private static ILocator Rows(ConsoleVisit visit) => visit.Page.Locator(".rows .row");

    private static async Task<string> OpenAsync(ConsoleVisit visit)
    {
        await Assertions.Expect(visit.Page).ToHaveURLAsync(OneOpen());
        return OneOpen().Match(visit.Page.Url).Groups[1].Value;
    }

    [GeneratedRegex("open=(req_[0-9A-Z]+)")]
    private static partial Regex OneOpen();

    [GeneratedRegex("^[0-9]+ new$")]
    private static partial Regex SomeNew();

    [GeneratedRegex("1 failed; a bar is|[0-9]+ requests?, [0-9]+ failed")]
    private static partial Regex OneFailed();
}
