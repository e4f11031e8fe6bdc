using Microsoft.Playwright;
using Weir.Acceptance.Tests.Program;
using Weir.TestKit;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>One browser window that is signed in, and what it complained about.</summary>
internal sealed class ConsoleVisit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly string _name;

    private ConsoleVisit(IBrowserContext context, IPage page, string name)
    {
        _context = context;
        Page = page;
        _name = name;
    }

    public IPage Page { get; }

    /// <summary>Errors of scripts, refusals of the content policy, requests that left the gateway.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Opens a window and signs in by a link of <c>weir console open</c>.</summary>
    public static async Task<ConsoleVisit> SignInAsync(Chromium chromium, WeirProcess weir, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var visit = await OpenAsync(chromium, weir, width, scheme);
        var link = (await weir.RunCliAsync("console", "open")).Output.Trim();
        await visit.Page.GotoAsync(link);
        await visit.SeeAsync("Overview");
        return visit;
    }

    /// <summary>Opens a window that is not signed in.</summary>
    /// <param name="chromium">The browser.</param>
    /// <param name="weir">The gateway.</param>
    /// <param name="width">Of the window, in pixels.</param>
    /// <param name="scheme">Light or dark.</param>
    /// <param name="beside">Another place that pages may go to; null = none.</param>
    public static async Task<ConsoleVisit> OpenAsync(Chromium chromium, WeirProcess weir, int width = 1280, ColorScheme scheme = ColorScheme.Light, Uri? beside = null)
    {
        var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = width < 600 ? 780 : 900 },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(20_000);
        var page = await context.NewPageAsync();
        var visit = new ConsoleVisit(context, page, $"{width}-{scheme}".ToLowerInvariant());
        page.PageError += (_, error) => visit.Complaints.Add(error);
        page.Console += (_, message) =>
        {
            // The browser logs every status from 400 on; those are the pages' to show.
            if (message.Type is "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                visit.Complaints.Add(message.Text);
            }
        };
        page.Request += (_, request) =>
        {
            var isBeside = beside is not null && request.Url.StartsWith(beside.AbsoluteUri, StringComparison.Ordinal);
            if (!isBeside && !request.Url.StartsWith(weir.Url.AbsoluteUri, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                visit.Complaints.Add("left the gateway: " + request.Url);
            }
        };
        return visit;
    }

    /// <summary>Waits for a page's title.</summary>
    public Task SeeAsync(string title) => Assertions.Expect(Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = title, Level = 1, Exact = true })).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 20_000 });

    public Task SeeTextAsync(string text) => Assertions.Expect(Page.GetByText(text).First).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 20_000 });

    /// <summary>Waits for what is said aloud, seen or not.</summary>
    public Task SeeAnnouncementAsync(string text) => Assertions.Expect(Page.Locator("[aria-live], [role=status]").Filter(new LocatorFilterOptions { HasText = text }).First).ToHaveTextAsync(text, new LocatorAssertionsToHaveTextOptions { Timeout = 20_000 });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    public async Task GoAsync(WeirProcess weir, string path, string title)
    {
        await Page.GotoAsync(weir.Url + "console" + path);
        await SeeAsync(title);
    }

    /// <summary>Takes a picture, and has axe look at what stands there.</summary>
    public async Task LookAsync(string what)
    {
        // Placeholders are no content.
        await Assertions.Expect(Page.GetByRole(AriaRole.Status, new PageGetByRoleOptions { Name = "Loading" })).ToHaveCountAsync(0);
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root.FullName, "artifacts", "screenshots"));
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder.FullName, $"{what}-{_name}.png") });
        var grave = await Axe.RunAsync(Page);
        Assert.True(grave.Count == 0, $"{what} {_name}: {string.Join('\n', grave)}");
    }

    /// <summary>The page must never be wider than the window.</summary>
    public async Task FitsAsync(string what) =>
        Assert.True(await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, $"{what} {_name} is wider than its window.");

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
