using Microsoft.Playwright;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>
/// Every screen, wide and as narrow as may be: it is there, it fits, and axe has nothing grave to say. Each screen's own tests look at it at 1440 and 390 in both themes. Pictures go to
/// artifacts/screenshots.
/// </summary>
public sealed class ScreensTests(FurnishedGateway gateway, Chromium chromium) : IClassFixture<FurnishedGateway>, IClassFixture<Chromium>
{
    private static readonly (string Path, string Title)[] Screens =
    [
        ("/", "Overview"), ("/providers", "Providers"), ("/models", "Models"), ("/chains", "Chains"), ("/playground", "Playground"), ("/requests", "Requests"), ("/usage", "Usage"), ("/usage?by=model", "Usage"),
        ("/keys", "Keys"), ("/budgets", "Budgets and limits"), ("/people", "Users and teams"), ("/sessions", "Test sessions"), ("/alerts", "Alerts"), ("/audit", "Audit log"), ("/settings", "Settings"),
    ];

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task Every_screen_is_in_order(int width, ColorScheme scheme)
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir, width, scheme);
        foreach (var (path, title) in Screens)
        {
            await visit.GoAsync(gateway.Weir, path, title);
            await visit.LookAsync(path.Trim('/').Replace("?by=", "-", StringComparison.Ordinal) is { Length: > 0 } name ? name : "overview");
            await visit.FitsAsync(title);
        }

        await visit.GoAsync(gateway.Weir, "/requests/" + gateway.FailedRequest, "Request");
        await visit.SeeTextAsync("Timeline");
        await visit.LookAsync("request");
        await visit.FitsAsync("Request");

        await visit.GoAsync(gateway.Weir, "/providers?connect=mistral", "Providers");
        await visit.SeeTextAsync("API key");
        await visit.LookAsync("sign-in-to-provider");

        await visit.GoAsync(gateway.Weir, "/keys", "Keys");
        await visit.Button("Create a key").ClickAsync();
        await visit.SeeTextAsync("Whose it is");
        await visit.LookAsync("create-key");

        Assert.Empty(visit.Complaints);
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    public async Task Signed_out_there_is_a_form_and_a_used_link_is_told(int width, ColorScheme scheme)
    {
        await using var visit = await ConsoleVisit.SignInAsync(chromium, gateway.Weir, width, scheme);
        await visit.Button("Account").ClickAsync();
        await visit.Page.GetByRole(AriaRole.Menuitem, new PageGetByRoleOptions { Name = "Sign out", Exact = true }).ClickAsync();
        await visit.SeeAsync("Sign in to Weir");
        await visit.LookAsync("sign-in");
        await visit.Page.GotoAsync(gateway.Weir.Url + "console/sign-in#" + new string('0', 64));
        await visit.Page.ReloadAsync();
        await visit.SeeTextAsync("This link has been used");
        await visit.LookAsync("sign-in-refused");

        await visit.Page.GetByLabel("Admin key").FillAsync(gateway.Weir.AdminKey);
        await visit.Button("Sign in").ClickAsync();
        await visit.SeeAsync("Overview");
        Assert.Empty(visit.Complaints);
    }
}
