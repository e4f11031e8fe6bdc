using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>The usage page over forty days: groups in groups, filters, ranges by key, drill-down, files, and the way the month goes.</summary>
public sealed partial class UsagePageTests(SeasonedGateway gateway, Chromium chromium) : IClassFixture<SeasonedGateway>, IClassFixture<Chromium>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Every_view_is_in_order(int width, ColorScheme scheme)
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir, width, scheme);
        foreach (var (query, what) in ((string, string)[])
        [
            ("", "usage-models"), ("?by=team&then=model", "usage-teams-models"), ("?by=day&range=7d&measure=tokens", "usage-days"), ("?by=run", "usage-runs"), ("?by=key&range=all&top=3&measure=requests", "usage-keys"),
        ])
        {
            await visit.GoAsync(gateway.Weir, "/usage" + query, "Usage");
            await visit.SeeTextAsync("On track for");
            await visit.LookAsync(what);
            await visit.FitsAsync(what);
        }

        await visit.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "This month", Exact = true }).EvaluateAsync("title => title.scrollIntoView()");
        await visit.LookAsync("usage-month");

        foreach (var chart in await visit.Page.GetByText("The numbers of this chart").AllAsync())
        {
            await chart.ClickAsync();
        }

        await visit.LookAsync("usage-numbers");
        await visit.FitsAsync("usage-numbers");
        await visit.Button("Export").ClickAsync();
        await visit.LookAsync("usage-export");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task What_the_page_says_is_what_the_command_says()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        await visit.GoAsync(gateway.Weir, "/usage?by=team&then=model&range=all", "Usage");
        var table = visit.Page.GetByRole(AriaRole.Table, new PageGetByRoleOptions { Name = "Usage by team", Exact = true });
        var report = (await gateway.Weir.RunCliAsync("usage", "--by", "team", "--then", "model", "--json")).Json();
        foreach (var row in report.GetProperty("rows").EnumerateArray())
        {
            var team = row.GetProperty("group").GetString() ?? "none";
            var line = table.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = team }).Filter(new LocatorFilterOptions { HasText = row.GetProperty("then").GetString() });
            await Assertions.Expect(line.GetByRole(AriaRole.Cell).Nth(1)).ToHaveTextAsync($"{row.GetProperty("sums").GetProperty("requests").GetInt64():N0}");
        }

        var total = visit.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Requests", Exact = true });
        await Assertions.Expect(total).ToContainTextAsync($"{report.GetProperty("totals").GetProperty("requests").GetInt64():N0}");

        var projection = (await gateway.Weir.RunCliAsync("usage", "--projection", "--json")).Json();
        await visit.SeeTextAsync($"({Dollars(projection, "lowUsd")} to {Dollars(projection, "highUsd")} in 8 of 10 cases)");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_chart_has_its_numbers_in_a_table_and_the_rest_in_a_part_of_its_own()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        await visit.GoAsync(gateway.Weir, "/usage?by=model&measure=requests&range=7d&top=1", "Usage");
        await visit.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Requests over time by model", Exact = true }).GetByText("The numbers of this chart").ClickAsync();
        var table = visit.Page.GetByRole(AriaRole.Table, new PageGetByRoleOptions { Name = "Requests by day, in parts by model" });
        await Assertions.Expect(table.GetByRole(AriaRole.Columnheader)).ToHaveTextAsync([new Regex("day"), new Regex("."), new Regex("Other"), new Regex("All")]);
        await Assertions.Expect(table.GetByRole(AriaRole.Row)).ToHaveCountAsync(8);
        var sum = 0;
        foreach (var cell in await table.Locator("tbody tr td:last-child").AllAsync())
        {
            sum += int.Parse((await cell.InnerTextAsync()).Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
        }

        var since = DateTimeOffset.UtcNow.Date.AddDays(-6).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal((await gateway.Weir.RunCliAsync("usage", "--since", since, "--json")).Json().GetProperty("totals").GetProperty("requests").GetInt32(), sum);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Keys_choose_the_range_and_a_group_narrows_the_page_to_itself()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        await visit.GoAsync(gateway.Weir, "/usage?by=team", "Usage");
        await visit.SeeTextAsync("research");
        await visit.Page.Keyboard.PressAsync("2");
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex("range=7d"));
        await visit.Page.Keyboard.PressAsync("5");
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex("range=all"));

        await visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Usage of research alone" }).ClickAsync();
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex("team=research"));
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new Regex("range=all"));
        var table = visit.Page.GetByRole(AriaRole.Table, new PageGetByRoleOptions { Name = "Usage by model", Exact = true });
        await Assertions.Expect(table.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "sim/echo" })).ToHaveCountAsync(0);
        await Assertions.Expect(table.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "sim/lorem" })).ToHaveCountAsync(1);
        await visit.LookAsync("usage-narrowed");

        await visit.Page.ReloadAsync();
        await visit.Button("Take away the filter on team research").ClickAsync();
        await Assertions.Expect(table.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "sim/echo" })).ToHaveCountAsync(1);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_number_leads_to_its_requests()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        await visit.GoAsync(gateway.Weir, "/usage?by=key&range=today", "Usage");
        await visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { NameRegex = OfCi() }).ClickAsync();
        await visit.SeeAsync("Requests");
        var address = new Uri(visit.Page.Url);
        Assert.Contains("key=ci", address.Query, StringComparison.Ordinal);
        Assert.Contains("since=", address.Query, StringComparison.Ordinal);
        await visit.SeeTextAsync("sim/lorem");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "laptop" })).ToHaveCountAsync(0);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task The_page_as_a_file()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        await visit.GoAsync(gateway.Weir, "/usage?by=team&then=model&range=all&team=apps", "Usage");
        await visit.Button("Export").ClickAsync();
        var csv = await SavedAsync(visit, "Usage as CSV");
        Assert.StartsWith("team,", csv, StringComparison.Ordinal);
        Assert.Contains("apps", csv, StringComparison.Ordinal);
        Assert.DoesNotContain("research", csv, StringComparison.Ordinal);

        await visit.Button("Export").ClickAsync();
        using var json = JsonDocument.Parse(await SavedAsync(visit, "Usage as JSON"));
        Assert.Equal("model", json.RootElement.GetProperty("then").GetString());
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_time_without_requests_says_so_and_an_error_leaves_what_is_known()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        await visit.GoAsync(gateway.Weir, "/usage?user=nobody", "Usage");
        await visit.SeeTextAsync("Nothing passes these filters in this time");
        await visit.LookAsync("usage-empty");

        await visit.GoAsync(gateway.Weir, "/usage?by=team", "Usage");
        await visit.SeeTextAsync("research");
        await visit.Page.RouteAsync(new Regex(@"/admin/api/v1/usage\?"), static route => route.FulfillAsync(new RouteFulfillOptions
        {
            Status = 503,
            ContentType = "application/problem+json",
            Body = """{"type":"about:blank","title":"Busy","status":503,"detail":"The database is busy.","errorKind":"overloaded","action":"Try again in a moment.","requestId":"req_test"}""",
        }));

        // Whoever comes back to a window sees what is newer, at most every five seconds.
        await Eventually.BeTrueAsync("another look", async () =>
        {
            await visit.Page.EvaluateAsync("window.dispatchEvent(new Event('visibilitychange'))");
            return await visit.Page.GetByText("The database is busy.").IsVisibleAsync();
        }, Token);
        await visit.SeeTextAsync("What follows is as of");
        await visit.SeeTextAsync("research");
        await visit.LookAsync("usage-error");
        await visit.Page.UnrouteAllAsync();
        await visit.Button("Retry").First.ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("The database is busy.")).ToHaveCountAsync(0);
        Assert.Empty(visit.Complaints);
    }

    private static async Task<string> SavedAsync(ConsoleVisit visit, string item)
    {
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByRole(AriaRole.Menuitem, new PageGetByRoleOptions { Name = item }).ClickAsync());
        return await File.ReadAllTextAsync((await download.PathAsync())!, Token);
    }

    private static string Dollars(JsonElement projection, string name)
    {
        var amount = projection.GetProperty(name).GetDecimal();
        return amount >= 1 ? $"${amount:N2}" : $"${amount:N4}";
    }

    [GeneratedRegex("requests? of ci$")]
    private static partial Regex OfCi();
}
