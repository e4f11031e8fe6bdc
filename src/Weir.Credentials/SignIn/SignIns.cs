using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Weir.Credentials.SignIn;

/// <summary>Runs sign-ins and tells how far they are. They live in memory: a restart ends them, and nothing is kept of one that did not succeed.</summary>
public sealed class SignIns(IEnumerable<ISignInGrant> grants, ICredentialVault vault, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Shown = TimeSpan.FromMinutes(15);

    private readonly Dictionary<string, ISignInGrant> _grants = grants.ToDictionary(static grant => grant.Grant, StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RunningSignIn> _running = new(StringComparer.Ordinal);

    /// <summary>Begins a sign-in and waits, for a moment, until the provider told what to do.</summary>
    /// <param name="order">What to sign in to.</param>
    /// <param name="whenDone">Runs once the credential is kept, before the sign-in counts as done.</param>
    /// <param name="cancellationToken">Ends the wait, not the sign-in.</param>
    /// <exception cref="CredentialException">No grant of this program makes that flow.</exception>
    public async Task<SignIn> StartAsync(SignInOrder order, Func<StoredCredential, CancellationToken, Task> whenDone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (!_grants.TryGetValue(order.Flow.Grant, out var grant))
        {
            throw new CredentialException(CredentialFailure.Misconfigured, $"{order.Provider} signs in by {order.Flow.Grant}, which this program doesn't know.", "Update Weir, or sign in another way.");
        }

        Forget();
        var running = new RunningSignIn(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)), order);
        _running[running.Id] = running;
        running.Begin(token => RunAsync(grant, running, order, whenDone, token), time);
        await running.FirstStepAsync(cancellationToken);
        return running.View;
    }

    /// <summary>How far it is; null when there is none of this id any more.</summary>
    public SignIn? Find(string id) => _running.GetValueOrDefault(id)?.View;

    /// <summary>Hands over what the person pasted; false when there is no such sign-in waiting.</summary>
    public bool Paste(string id, string text) => _running.TryGetValue(id, out var running) && running.Paste(text);

    /// <summary>Calls a sign-in off.</summary>
    public async Task CancelAsync(string id)
    {
        if (_running.TryGetValue(id, out var running))
        {
            await running.StopAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var running in _running.Values)
        {
            await running.DisposeAsync();
        }
    }

    private async Task RunAsync(ISignInGrant grant, RunningSignIn running, SignInOrder order, Func<StoredCredential, CancellationToken, Task> whenDone, CancellationToken cancellationToken)
    {
        var credential = (await grant.RunAsync(running.Attempt, cancellationToken)) with { SavedAt = time.GetUtcNow() };

        // What was signed in must be kept, even if the person looks away now.
        await vault.WriteAsync(order.Connection, credential, CancellationToken.None);
        await whenDone(credential, CancellationToken.None);
        running.Done(credential);
    }

    /// <summary>Ended ones are shown for a while, so that whoever asks learns how it went.</summary>
    private void Forget()
    {
        foreach (var (id, running) in _running)
        {
            if (running.EndedAt is { } ended && time.GetUtcNow() - ended > Shown)
            {
                _running.TryRemove(id, out _);
            }
        }
    }
}
