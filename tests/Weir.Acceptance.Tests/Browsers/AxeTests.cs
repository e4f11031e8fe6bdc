namespace Weir.Acceptance.Tests.Browsers;

/// <summary>The looks of the other tests find what is wrong, if there is something.</summary>
public sealed class AxeTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task What_is_wrong_is_found()
    {
        var page = await chromium.Browser.NewPageAsync();
        await page.SetContentAsync("""<!doctype html><html lang="en"><title>T</title><main><h1>T</h1><button></button><p style="color:#bbb;background:#fff">Pale</p></main></html>""");

        var grave = await Axe.RunAsync(page);

        Assert.Equal(2, grave.Count);
        Assert.Contains(grave, static found => found.StartsWith("button-name: ", StringComparison.Ordinal) && found.Contains("<button>", StringComparison.Ordinal));
        Assert.Contains(grave, static found => found.StartsWith("color-contrast: ", StringComparison.Ordinal));
        Assert.Equal(grave, await Axe.RunAsync(page));
        await page.CloseAsync();
    }
}
