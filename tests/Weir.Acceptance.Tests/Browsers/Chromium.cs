using Microsoft.Playwright;
using Weir.TestKit;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>A real browser: Debian's Chromium, or the one that WEIR_CHROMIUM names. Shared by the tests of a class.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal IBrowser Browser => _browser ?? throw new InvalidOperationException("There is no browser.");

    public async ValueTask InitializeAsync()
    {
        var program = Environment.GetEnvironmentVariable("WEIR_CHROMIUM") ?? Array.Find(Places, File.Exists);
        if (program is null)
        {
            Assert.SkipUnless(Repository.IsCi, "There is no Chromium; install it, or name one in WEIR_CHROMIUM.");
            throw new InvalidOperationException("There is no Chromium; eng/setup-tests.sh installs it.");
        }

        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = ["--no-sandbox", "--disable-gpu"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
