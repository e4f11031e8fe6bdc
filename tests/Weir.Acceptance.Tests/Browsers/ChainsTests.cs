using Microsoft.Playwright;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>The Chains screen, in a real browser against the real program.</summary>
public sealed class ChainsTests(ChainedGateway gateway, Chromium chromium) : IClassFixture<ChainedGateway>, IClassFixture<Chromium>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1440, ColorScheme.Light)]
    [InlineData(1440, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Chains_are_shown_and_one_of_the_file_is_read_only(int width, ColorScheme scheme)
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir, width, scheme);
        await visit.GoAsync(gateway.Weir, "/chains", "Chains");
        await visit.SeeTextAsync("declared at weir.yaml:7");
        await visit.LookAsync("chains");
        await visit.FitsAsync("Chains");

        await visit.Button("New chain").ClickAsync();
        await visit.SeeTextAsync("Begin with");
        await visit.LookAsync("chain-new");
        await visit.Page.Keyboard.PressAsync("Escape");

        await visit.GoAsync(gateway.Weir, "/chains/declared", "declared");
        await visit.SeeTextAsync("The file rules what it declares");
        await Assertions.Expect(visit.Button("Review and save")).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Page.GetByLabel("Always ask before switching")).ToBeDisabledAsync();
        await visit.LookAsync("chain-declared");

        await visit.GoAsync(gateway.Weir, "/chains/coding", "coding");
        await visit.Button("Where would a request go?").ClickAsync();
        await visit.SeeTextAsync("What would happen");
        await visit.LookAsync("chain");
        await visit.FitsAsync("Chain");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_chain_is_reordered_by_keys_seen_as_a_difference_and_saved()
    {
        await gateway.Weir.RunCliAsync("chains", "set", "by-keys", "away/m", "here/echo", "there/echo", "--retries", "0");
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        await visit.GoAsync(gateway.Weir, "/chains/by-keys", "by-keys");

        await visit.Button("Move there/echo").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Space");
        await visit.SeeAnnouncementAsync("Lifted there/echo, 3 of 3.");
        await visit.Page.Keyboard.PressAsync("ArrowUp");
        await visit.SeeAnnouncementAsync("there/echo is over place 2 of 3.");
        await visit.Page.Keyboard.PressAsync("ArrowUp");
        await visit.SeeAnnouncementAsync("there/echo is over place 1 of 3.");
        await visit.Page.Keyboard.PressAsync("Space");
        await visit.SeeAnnouncementAsync("there/echo is at place 1 of 3 now.");
        await visit.Button("Move away/m down").ClickAsync();
        await visit.SeeAnnouncementAsync("away/m is at place 3 of 3 now.");

        await visit.Button("Review and save").ClickAsync();
        await visit.SeeTextAsync("1. there/echo");
        await visit.LookAsync("chain-diff");
        await visit.Button("Save").ClickAsync();
        await visit.SeeTextAsync("by-keys holds from now on.");
        Assert.Equal(["there/echo", "here/echo", "away/m"], await TargetsAsync("by-keys"));
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_target_is_dragged_by_the_pointer_and_escape_leaves_it_where_it_was()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        await visit.GoAsync(gateway.Weir, "/chains/coding", "coding");
        var first = (await visit.Button("Move away/m").BoundingBoxAsync())!;
        var third = (await visit.Button("Move there/echo").BoundingBoxAsync())!;

        await visit.Page.Mouse.MoveAsync(first.X + 8, first.Y + 8);
        await visit.Page.Mouse.DownAsync();
        await visit.Page.Mouse.MoveAsync(first.X + 8, first.Y + 30, new MouseMoveOptions { Steps = 4 });
        await visit.Page.Mouse.MoveAsync(third.X + 8, third.Y + 16, new MouseMoveOptions { Steps = 8 });
        await visit.Page.Mouse.UpAsync();
        await visit.SeeAnnouncementAsync("away/m is at place 3 of 3 now.");

        await visit.Button("Move here/echo").FocusAsync();
        await visit.Page.Keyboard.PressAsync("Space");
        await visit.SeeAnnouncementAsync("Lifted here/echo, 1 of 3.");
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await visit.SeeAnnouncementAsync("here/echo is over place 2 of 3.");
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.SeeAnnouncementAsync("here/echo stays at place 1 of 3.");
        await visit.Button("Discard").ClickAsync();
        await visit.SeeTextAsync("Nothing to save.");
        Assert.Empty(visit.Complaints);
    }

    [Fact]
    public async Task A_new_chain_is_made_tried_before_it_is_saved_and_not_left_by_mistake()
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir);
        await visit.GoAsync(gateway.Weir, "/chains", "Chains");
        await visit.Button("New chain").ClickAsync();
        await visit.Page.GetByLabel("Name").FillAsync("from-the-console");
        await visit.Button("Continue").ClickAsync();
        await visit.SeeAsync("from-the-console");
        await AddAsync(visit, "away/m");
        await AddAsync(visit, "here/echo");
        await visit.Page.GetByLabel("Always ask before switching").CheckAsync(new LocatorCheckOptions { Force = true });
        await visit.Button("Where would a request go?").ClickAsync();
        await visit.SeeTextAsync("With the changes above, before they are saved.");
        await visit.SeeTextAsync("Asked first");

        await visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Models", Exact = true }).ClickAsync();
        await visit.SeeTextAsync("Leave without saving?");
        await visit.LookAsync("chain-leave");
        await visit.Button("Cancel").ClickAsync();

        await visit.Button("Review and save").ClickAsync();
        await visit.Button("Save").ClickAsync();
        await visit.SeeTextAsync("from-the-console holds from now on.");
        Assert.Equal(["away/m", "here/echo"], await TargetsAsync("from-the-console"));

        await visit.Button("Remove the chain").ClickAsync();
        await visit.Button("Remove").ClickAsync();
        await visit.SeeAsync("Chains");
        Assert.Equal(1, (await gateway.Weir.RunCliAsync("chains", "show", "from-the-console")).ExitCode);
        Assert.Empty(visit.Complaints);
    }

    private static async Task AddAsync(ConsoleVisit visit, string name)
    {
        await visit.Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = "Add a target" }).FillAsync(name);
        await visit.Page.GetByRole(AriaRole.Option, new PageGetByRoleOptions { Name = name, Exact = true }).ClickAsync();
        await Assertions.Expect(visit.Button("Move " + name)).ToBeVisibleAsync();
    }

    private async Task<IEnumerable<string?>> TargetsAsync(string chain)
    {
        Token.ThrowIfCancellationRequested();
        var shown = (await gateway.Weir.RunCliAsync("chains", "show", chain, "--json")).Json();
        return [.. shown.GetProperty("targets").EnumerateArray().Select(static target => target.GetProperty("name").GetString())];
    }
}
