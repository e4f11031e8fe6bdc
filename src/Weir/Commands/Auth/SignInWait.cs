using System.Diagnostics;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Credentials;
using Weir.Invocation;

namespace Weir.Commands.Auth;

/// <summary>Shows a person what to do in the browser, and waits until they did.</summary>
internal sealed class SignInWait(CommandRun run, IGatewayAdmin admin, bool opensBrowser)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private string? _shown;
    private string? _noted;
    private Task<string?>? _pasted;

    public async Task<SignInEntry> UntilDoneAsync(SignInEntry signIn, CancellationToken cancellationToken)
    {
        try
        {
            while (signIn.State == "waiting")
            {
                Tell(signIn);
                await Task.WhenAny(Task.Delay(Pause, run.Context.Time, cancellationToken), _pasted ?? Task.Delay(Timeout.Infinite, cancellationToken));
                cancellationToken.ThrowIfCancellationRequested();
                signIn = await PastedAsync(signIn, cancellationToken) ?? await admin.SignInAsync(signIn.Id, cancellationToken);
            }

            return signIn;
        }
        catch (OperationCanceledException)
        {
            await admin.CancelSignInAsync(signIn.Id, CancellationToken.None);
            throw;
        }
    }

    private async Task<SignInEntry?> PastedAsync(SignInEntry signIn, CancellationToken cancellationToken)
    {
        if (_pasted is not { IsCompleted: true } pasted)
        {
            return null;
        }

        _pasted = null;
        _shown = null;
        return await pasted is { Length: > 0 } text ? await admin.PasteAsync(signIn.Id, new SignInPaste(text), cancellationToken) : null;
    }

    private void Tell(SignInEntry signIn)
    {
        if (signIn.Message is { } note && note != _noted)
        {
            _noted = note;
            run.Terminal.Note(note);
        }

        if (signIn.Url is not { } url || _shown == url)
        {
            return;
        }

        _shown = url;
        run.Terminal.Note($"Open this page and sign in:\n\n  {url}\n");
        if (signIn.UserCode is { } code)
        {
            run.Terminal.Note($"Type this code there:\n\n  {code}\n");
        }

        if (run.Settings.NoInput || !run.Terminal.IsInteractive)
        {
            return;
        }

        if (signIn.TakesPaste)
        {
            _pasted = Task.Run(() => run.Terminal.Ask("When the browser shows an error at the end, paste its address here"));
        }

        if (opensBrowser)
        {
            Open(url);
        }
    }

    /// <summary>A browser that does not open is no failure: the address is shown.</summary>
    private static void Open(string url)
    {
        try
        {
            using var process = OperatingSystem.IsWindows() ? Process.Start(new ProcessStartInfo(url) { UseShellExecute = true })
                : Process.Start(new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [url]) { RedirectStandardError = true, RedirectStandardOutput = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No browser, or none that opens like that.
        }
    }
}
