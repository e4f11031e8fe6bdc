namespace Weir.Credentials.Stores;

/// <summary>One move of all secrets from a store to another.</summary>
/// <param name="from">Where they are.</param>
/// <param name="to">Where they go.</param>
/// <param name="isInUse">
/// True when <paramref name="to"/> is in use already, since a former move came that far: what it has is newer than what was left behind.
/// </param>
/// <param name="setting">The store that weir.yaml names, if any.</param>
internal sealed class MoveRun(ISecretStore from, ISecretStore to, bool isInUse, string? setting)
{
    private readonly List<string> _copied = [];
    private readonly List<string> _kept = [];
    private readonly List<string> _deleted = [];

    public async ValueTask<SecretMove> RunAsync(Func<ValueTask> use, CancellationToken cancellationToken)
    {
        var copies = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in await from.ListAsync(cancellationToken))
        {
            if (await from.ReadAsync(name, cancellationToken) is not { } secret)
            {
                continue;
            }

            copies[name] = secret;
            await CopyAsync(name, secret, cancellationToken);
        }

        foreach (var (name, secret) in copies)
        {
            // All of them once more, after the last write: nothing is deleted before everything is seen to be there.
            if (!_kept.Contains(name) && !Same(await to.ReadAsync(name, cancellationToken), secret))
            {
                throw new CredentialException(
                    CredentialFailure.Unavailable,
                    $"The {to.Description} did not keep '{name}' as it was written; nothing was deleted in the {from.Description}.",
                    "Make sure that no other Weir runs with this data folder, then try again.");
            }
        }

        await use();
        foreach (var (name, secret) in copies)
        {
            await DeleteAsync(name, secret, cancellationToken);
        }

        return new SecretMove(from, to, _copied, _kept, _deleted)
        {
            SettingToChange = setting is not null && setting != to.Name ? setting : null,
        };
    }

    private async ValueTask CopyAsync(string name, byte[] secret, CancellationToken cancellationToken)
    {
        var present = await to.ReadAsync(name, cancellationToken);
        if (Same(present, secret) || (present is not null && isInUse))
        {
            _kept.Add(name);
            return;
        }

        await to.WriteAsync(name, secret, cancellationToken);
        _copied.Add(name);
    }

    private async ValueTask DeleteAsync(string name, byte[] secret, CancellationToken cancellationToken)
    {
        if (!isInUse && await from.ReadAsync(name, cancellationToken) is { } now && !Same(now, secret))
        {
            // Renewed by somebody while we copied: the newer one counts.
            await to.WriteAsync(name, now, cancellationToken);
        }

        await from.DeleteAsync(name, cancellationToken);
        _deleted.Add(name);
    }

    private static bool Same(byte[]? left, byte[] right) => left is not null && left.AsSpan().SequenceEqual(right);
}
