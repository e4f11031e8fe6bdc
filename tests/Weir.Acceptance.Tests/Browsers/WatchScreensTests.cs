using System.Text.Json;
using Microsoft.Playwright;
using Weir.Acceptance.Tests.Program;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>The pages Audit log, Alerts and Settings, in a real browser against the real program.</summary>
public sealed class WatchScreensTests(WatchedGateway gateway, Chromium chromium) : IClassFixture<WatchedGateway>, IClassFixture<Chromium>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task The_pages_and_their_dialogs_are_in_order(int width, ColorScheme scheme)
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir, width, scheme);
        await visit.GoAsync(gateway.Weir, "/audit", "Audit log");
        await visit.SeeTextAsync("Signed in");
        await visit.LookAsync("audit");
        await visit.FitsAsync("Audit log");

        await visit.GoAsync(gateway.Weir, "/audit?kind=budget_set&subject=key:ci/monthly/usd", "Audit log");
        await visit.Page.GetByRole(AriaRole.Row).Nth(1).ClickAsync();
        await visit.SeeTextAsync("Budget set");
        await visit.SeeTextAsync("20000000000");
        await visit.LookAsync("audit-row");
        await visit.Page.Keyboard.PressAsync("Escape");

        await visit.Button("Verify").ClickAsync();
        await visit.SeeTextAsync("The log is whole");
        await visit.LookAsync("audit-verified");

        await visit.GoAsync(gateway.Weir, "/audit?who=nobody-of-that-name", "Audit log");
        await visit.SeeTextAsync("No row passes these filters.");
        await visit.LookAsync("audit-nothing");

        await visit.GoAsync(gateway.Weir, "/alerts?all=true", "Alerts");
        await visit.SeeTextAsync("A budget is nearly used up");
        await visit.LookAsync("alerts");
        await visit.FitsAsync("Alerts");
        await visit.Button("Send a test").ClickAsync();
        await visit.Button("Send").ClickAsync();
        await visit.SeeTextAsync("✓ command:desk has it");
        await visit.SeeTextAsync("✕ webhook:nobody");
        await visit.LookAsync("alerts-test");

        await visit.GoAsync(gateway.Weir, "/settings", "Settings");
        await visit.SeeTextAsync("filled from CACHE_TIME");
        await visit.LookAsync("settings");
        await visit.FitsAsync("Settings");
        Assert.DoesNotContain("hook-hidden-part", await visit.Page.ContentAsync(), StringComparison.Ordinal);

        await visit.Button("Search Ctrl K").Or(visit.Button("Search")).First.ClickAsync();
        await visit.Page.GetByLabel("Go to a page, or do something").FillAsync("echo");
        await visit.SeeTextAsync("Switch to sim/echo");
        await visit.LookAsync("palette");
        await visit.Page.Keyboard.PressAsync("Escape");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task The_log_is_walked_through_page_by_page_and_filtered_by_the_address()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        await visit.GoAsync(gateway.Weir, "/audit?kind=key_created", "Audit log");
        await visit.SeeTextAsync("100 rows so far");
        await visit.Button("Older rows").ClickAsync();
        await visit.SeeTextAsync("110 rows, all there are");

        await visit.Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = "Subject" }).FillAsync("made-7");
        await visit.SeeTextAsync("1 row, all there are");
        Assert.Contains("subject=made-7", visit.Page.Url, StringComparison.Ordinal);
        await visit.Page.ReloadAsync();
        await visit.SeeTextAsync("1 row, all there are");

        var export = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Export" }).ClickAsync());
        var lines = await File.ReadAllLinesAsync(await export.PathAsync(), Token);
        Assert.Equal("made-7", JsonElement.Parse(Assert.Single(lines)).GetProperty("subject").GetString());
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_row_opens_and_closes_by_keys_and_the_list_has_the_focus_again()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        await visit.GoAsync(gateway.Weir, "/audit?kind=budget_set&subject=key:ci/monthly/usd", "Audit log");
        var row = visit.Page.GetByRole(AriaRole.Row).Nth(1);
        await row.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        var panel = visit.Page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(panel.GetByRole(AriaRole.Deletion)).ToContainTextAsync("20000000000");
        var title = await panel.GetByRole(AriaRole.Heading).First.InnerTextAsync();
        await visit.Page.Keyboard.PressAsync("]");
        await Assertions.Expect(panel.GetByRole(AriaRole.Heading).First).Not.ToHaveTextAsync(title);
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(panel).ToHaveCountAsync(0);
        await Assertions.Expect(row).ToBeFocusedAsync();
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Changed_rows_are_told_by_the_check_with_an_anchor()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        await visit.GoAsync(gateway.Weir, "/audit", "Audit log");
        await visit.Button("Verify").ClickAsync();
        await visit.SeeTextAsync("The log is whole");
        await visit.Page.GetByLabel("Anchor of an earlier check").FillAsync("1:" + new string('0', 64));
        await visit.Button("Verify again").ClickAsync();
        await visit.SeeTextAsync("✕ The log is broken");
        await visit.LookAsync("audit-broken");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task The_bell_counts_and_an_acknowledged_alert_leaves_it()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        var open = (await gateway.Weir.RunCliAsync("alerts", "list", "--open", "--json")).Json().GetArrayLength();
        await visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = $"Alerts: {open} alert{(open == 1 ? "" : "s")} open" }).ClickAsync();
        await visit.SeeAsync("Alerts");
        for (var left = open; left > 0; left--)
        {
            await visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Acknowledge: " }).First.ClickAsync();
            await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Acknowledge: " })).ToHaveCountAsync(left - 1);
        }

        await visit.SeeTextAsync("No open alerts");
        await visit.LookAsync("alerts-none");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Alerts: 0 alerts open" })).ToBeVisibleAsync();

        // A new one comes by itself: the budget is another, so it is told.
        await gateway.Weir.RunCliAsync("budgets", "set", "connection:sim", "--monthly", "0.000001", "--soft");
        await gateway.Weir.Http.ChatAsync("sim/echo", Token);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Alerts: 1 alert open" })).ToBeVisibleAsync();
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task The_file_is_read_again_refused_and_taken()
    {
        var weir = gateway.Weir;
        await using var visit = await ConsoleVisit.SignInAsync(chromium, weir);
        await visit.GoAsync(weir, "/settings", "Settings");
        weir.Home.WriteConfig(WatchedGateway.Config.Replace("type: simulator", "type: simulatr", StringComparison.Ordinal));
        await visit.Button("Read it again").ClickAsync();
        await visit.SeeTextAsync("✕ Refused: what ran before goes on");
        await visit.SeeTextAsync("line 6");
        await visit.LookAsync("settings-refused");

        weir.Home.WriteConfig(WatchedGateway.Config.Replace("heartbeat_seconds: 20", "heartbeat_seconds: 30", StringComparison.Ordinal));
        await visit.Button("Read it again").ClickAsync();
        await visit.SeeTextAsync("These wait for the next start: server.heartbeat_seconds");
        await visit.Page.GetByLabel("Search", new PageGetByLabelOptions { Exact = true }).FillAsync("heartbeat");
        await visit.SeeAnnouncementAsync("1 setting");
        await visit.LookAsync("settings-waiting");
        weir.Home.WriteConfig(WatchedGateway.Config);
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Diagnostics_hold_no_secret_and_no_name_of_a_person_or_key()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        await visit.GoAsync(gateway.Weir, "/settings", "Settings");
        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Download diagnostics" }).ClickAsync());
        var text = await File.ReadAllTextAsync(await download.PathAsync(), Token);
        var report = JsonElement.Parse(text);

        Assert.Equal("weir-diagnostics.json", download.SuggestedFilename);
        Assert.Contains(report.GetProperty("connections").EnumerateArray(), static one => one.GetProperty("name").GetString() == "sim");
        foreach (var secret in (string[])[gateway.Weir.AdminKey, gateway.Weir.ClientKey, "a-secret-of-sixteen", "hook-hidden-part", "made-7", "key:ci", gateway.Weir.Home.DataFolder])
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }

        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task The_palette_goes_to_a_request_makes_a_key_and_switches_the_model()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        var id = (await gateway.Weir.Http.ChatAsync("sim/echo", Token)).RequestId;
        var field = visit.Page.GetByLabel("Go to a page, or do something");
        await visit.Page.Keyboard.PressAsync("Control+k");
        await field.FillAsync(id);
        await visit.SeeTextAsync("Open request " + id);
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.SeeAsync("Request");

        await visit.Page.Keyboard.PressAsync("Control+k");
        await field.FillAsync("create a key");
        await visit.SeeTextAsync("Create a key");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.SeeAsync("Keys");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Dialog).GetByLabel("Name")).ToBeVisibleAsync();
        await visit.Page.Keyboard.PressAsync("Escape");

        await visit.Page.Keyboard.PressAsync("Control+k");
        await field.FillAsync("switch to sim/echo");
        await visit.SeeTextAsync("Switch to sim/echo");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Button("Switch everybody to it").ClickAsync();
        await visit.SeeTextAsync("Everybody gets sim/echo now");
        Assert.Equal("sim/echo", (await gateway.Weir.RunCliAsync("models", "current", "--json")).Json()[0].GetProperty("target").GetString());
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task Single_keys_are_listed_and_can_be_switched_off()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        await visit.Page.Keyboard.PressAsync("?");
        await visit.SeeTextAsync("Single keys are shortcuts");
        await visit.LookAsync("shortcuts");
        await visit.Page.GetByRole(AriaRole.Switch, new PageGetByRoleOptions { Name = "Single keys are shortcuts" }).ClickAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await visit.Page.Keyboard.PressAsync("?");
        await visit.Page.Keyboard.PressAsync("g");
        await visit.Page.Keyboard.PressAsync("d");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await visit.SeeAsync("Overview");

        await visit.Button("Account").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Menuitem, new PageGetByRoleOptions { Name = "Keyboard shortcuts" }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Switch, new PageGetByRoleOptions { Name = "Single keys are shortcuts" }).ClickAsync();
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.Page.Keyboard.PressAsync("g");
        await visit.Page.Keyboard.PressAsync("d");
        await visit.SeeAsync("Audit log");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task The_first_tab_leads_past_the_navigation()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        await visit.GoAsync(gateway.Weir, "/alerts", "Alerts");
        await visit.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Skip to the content" })).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator("#main")).ToBeFocusedAsync();
        await visit.SeeAsync("Alerts");
        Assert.Empty(visit.Complaints);
    }
}
