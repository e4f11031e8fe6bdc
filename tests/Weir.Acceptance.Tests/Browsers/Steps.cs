using Microsoft.Playwright;

namespace Weir.Acceptance.Tests.Browsers;

/// <summary>Counts what a person does: a click, a text typed or pasted, a key pressed.</summary>
internal sealed class Steps(IPage page)
{
    public int Count { get; private set; }

    public async Task ClickAsync(ILocator what)
    {
        Count++;
        await what.ClickAsync();
    }

    public async Task FillAsync(ILocator field, string text)
    {
        Count++;
        await field.FillAsync(text);
    }

    /// <summary>Types into whatever has the focus.</summary>
    public async Task TypeAsync(string text)
    {
        Count++;
        await page.Keyboard.TypeAsync(text);
    }

    public async Task PressAsync(string key)
    {
        Count++;
        await page.Keyboard.PressAsync(key);
    }
}
