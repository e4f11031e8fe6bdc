using System.Text.Json;
using Weir.Credentials.Stores.Files;
using Weir.Storage.Folders;

namespace Weir.Credentials.Stores.Keychain;

/// <summary>
/// Secrets in the system's keychain, one entry a secret and one more with all names. One entry for everything would need no index, but each
/// renewed token would rewrite all other secrets, a damaged entry would cost them all, and people could not see or delete one by one.
/// </summary>
internal sealed class KeychainStore : ISecretStore
{
    public const string StoreName = "keychain";

    /// <summary>How long a call may take: long enough for a slow keychain, too short for a person who looks for a password.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly CheckedEntries _entries;
    private readonly KeychainPresence _presence;
    private readonly BlockingCalls _calls;
    private readonly FileLock _lock;

    public KeychainStore(DataFolder folder, Func<string, string?> environment, TimeProvider time)
        : this(new KeychainEntries(folder.OpenSubfolder("keychain"), folder.FullPath), new KeychainPresence(environment), folder, Limit, time)
    {
    }

    internal KeychainStore(IKeychainEntries entries, KeychainPresence presence, DataFolder folder, TimeSpan limit, TimeProvider time)
    {
        _entries = new CheckedEntries(entries);
        _presence = presence;
        _calls = new BlockingCalls(limit, time);
        _lock = new FileLock(Path.Combine(folder.FullPath, "keychain.lock"), time);
    }

    public string Name => StoreName;

    public string Description => KeychainPresence.SystemName;

    public async ValueTask<string?> ProblemAsync(CancellationToken cancellationToken)
    {
        if (_presence.FindProblem() is { } problem)
        {
            return problem;
        }

        try
        {
            return await CallAsync(
                () =>
                {
                    _entries.Probe();
                    return (string?)null;
                },
                null,
                cancellationToken);
        }
        catch (CredentialException e)
        {
            return e.Message;
        }
    }

    public async ValueTask<byte[]?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        SecretNames.Check(name);
        return await CallAsync(() => _entries.Read(name), null, cancellationToken);
    }

    public async ValueTask WriteAsync(string name, ReadOnlyMemory<byte> secret, CancellationToken cancellationToken)
    {
        SecretNames.Check(name);
        var copy = secret.ToArray();
        await CallAsync(
            () =>
            {
                _entries.Write(name, copy);
                return true;
            },
            await _lock.AcquireAsync(cancellationToken),
            cancellationToken);
    }

    public async ValueTask<bool> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        SecretNames.Check(name);
        return await CallAsync(() => _entries.Delete(name), await _lock.AcquireAsync(cancellationToken), cancellationToken);
    }

    public async ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken) =>
        await CallAsync(_entries.List, null, cancellationToken);

    private async Task<T> CallAsync<T>(Func<T> call, IDisposable? held, CancellationToken cancellationToken)
    {
        try
        {
            if (_presence.FindProblem() is { } problem)
            {
                held?.Dispose();
                throw Failed(problem, null);
            }

            return await _calls.RunAsync(call, held, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw Failed($"The {Description} did not answer within {_calls.Limit.TotalSeconds:0} seconds: it is locked, and waits for somebody to unlock it.", e);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            throw Failed($"An entry of the {Description} is damaged: {e.Message}", e);
        }
        catch (Exception e) when (e is not CredentialException and not OperationCanceledException)
        {
            // Each system fails in its own types, some of them hidden in MSAL; the words are all that helps.
            throw Failed($"The {Description} can't be used: {Words(e)}", e);
        }
    }

    // MSAL wraps what libsecret says, some times over: "... domain:'94' code:'2' message:'The name ...' .Error code: 2".
    private static string Words(Exception failure)
    {
        const string mark = "message:'";
        var words = failure.GetBaseException().Message;
        return words.IndexOf(mark, StringComparison.Ordinal) is >= 0 and var start
            && words.IndexOf('\'', start + mark.Length) is >= 0 and var end
                ? words[(start + mark.Length)..end]
                : words;
    }

    private static CredentialException Failed(string message, Exception? inner) => new(
        CredentialFailure.Misconfigured, message.TrimEnd('.') + ".",
        "Unlock the keyring and try again, or keep secrets elsewhere by `credentials: {store: file}`.", inner);
}
