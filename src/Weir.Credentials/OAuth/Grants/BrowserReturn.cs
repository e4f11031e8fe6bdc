using Weir.Catalog;
using Weir.Credentials.OAuth.Loopback;
using Weir.Credentials.SignIn;

namespace Weir.Credentials.OAuth.Grants;

/// <summary>
/// Sends a person to the provider and waits for what the browser brings back: on this machine's loopback address where it reaches us, and in
/// any case as a paste.
/// </summary>
/// <param name="attempt">The sign-in.</param>
/// <param name="wanted">The parameter that the browser must bring: <c>code</c> or <c>access_token</c>.</param>
/// <param name="time">Tells the time.</param>
internal sealed class BrowserReturn(SignInAttempt attempt, string wanted, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly string _state = RandomText.Create();

    /// <summary>Waits for the answer.</summary>
    /// <param name="url">Makes the address to open, of the redirect address and the state.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The parameters, and the redirect address as it was sent.</returns>
    /// <exception cref="CredentialException">It was refused, or took too long.</exception>
    public async Task<(IReadOnlyDictionary<string, string> Parameters, Uri Redirect)> AskAsync(
        Func<Uri, string, string> url, CancellationToken cancellationToken)
    {
        var registered = Redirect(attempt.Flow);
        await using var listener = await ListenAsync(registered, cancellationToken);
        var redirect = listener?.Address ?? (registered.Port == 0 ? LoopbackListener.OnFreePort(registered) : registered);
        var step = new SignInStep { Url = url(redirect, _state), ExpiresAt = time.GetUtcNow() + Patience, TakesPaste = true };
        attempt.Show(step);

        using var limit = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await WaitAsync(listener, step, both.Token) switch
            {
                RedirectAnswer.Accepted accepted => (accepted.Parameters, redirect),
                RedirectAnswer.Failed failed => throw Refused(failed),
                var other => throw new InvalidOperationException($"{other} is no end of the wait."),
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw OAuthErrors.TooLate(Host);
        }
        finally
        {
            // Whichever way didn't bring the answer stops waiting for it.
            await both.CancelAsync();
        }
    }

    private string Host => OAuthClient.SafeUrl(attempt.Flow, attempt.Flow.AuthorizeUrl).Host;

    private async Task<RedirectAnswer> WaitAsync(LoopbackListener? listener, SignInStep step, CancellationToken cancellationToken)
    {
        var pasted = PastedAsync(step, cancellationToken);
        return listener is null ? await pasted : await await Task.WhenAny(listener.WaitAsync(cancellationToken), pasted);
    }

    private async Task<RedirectAnswer> PastedAsync(SignInStep step, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = RedirectAnswer.JudgePasted(await attempt.PastedAsync(cancellationToken), _state, wanted);
            if (answer is not RedirectAnswer.Ignored ignored)
            {
                return answer;
            }

            attempt.Show(step with { Note = $"That is not the answer. {ignored.Reason}" });
        }
    }

    private async Task<LoopbackListener?> ListenAsync(Uri redirect, CancellationToken cancellationToken)
    {
        if (!attempt.MayListen || !LoopbackListener.CanServe(redirect))
        {
            return null;
        }

        try
        {
            return await LoopbackListener.StartAsync(attempt.Flow, _state, wanted == "access_token", cancellationToken);
        }
        catch (CredentialException)
        {
            // Its port is taken. The browser then ends at a page that isn't ours, but its address can be pasted.
            return null;
        }
    }

    private CredentialException Refused(RedirectAnswer.Failed failed)
    {
        var told = new Dictionary<string, string>(StringComparer.Ordinal) { ["error"] = failed.Error };
        if (failed.Description is { } description)
        {
            told["error_description"] = description;
        }

        return OAuthErrors.Explain(OAuthReply.OfRedirect(told, time.GetUtcNow()), Host, [_state]);
    }

    private static Uri Redirect(SignInFlow flow) => Uri.TryCreate(flow.RedirectUrl, UriKind.Absolute, out var redirect)
        ? redirect
        : throw new CredentialException(
            CredentialFailure.Misconfigured, $"The sign-in '{flow.Name}' has no address for the browser to come back to.", "Give the flow its redirect_url.");
}
