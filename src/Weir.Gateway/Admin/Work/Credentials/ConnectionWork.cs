using Weir.Credentials;
using Weir.Gateway.Admin.Credentials;
using Weir.Routing.Saved;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Admin.Work.Credentials;

/// <summary>Adds, changes and removes connections while running. What weir.yaml declares is not touched here: the file rules it.</summary>
internal sealed class ConnectionWork(SnapshotHolder snapshots, SavedConnections saved, ICredentialVault vault)
{
    public async Task<ConnectionEntry> SaveAsync(ConnectionOrder order, CancellationToken cancellationToken)
    {
        var snapshot = snapshots.Current;
        if (!snapshot.Catalog.TryGetProvider(order.Provider, out var provider))
        {
            throw new AdminException(AdminProblem.NotFound($"The catalogue has no provider \"{order.Provider}\".", "`weir providers list --all` shows all of them; a server of your own goes into weir.yaml with its base_url."));
        }

        CheckName(order.Name);

        if (order.AuthMethod is { } method && !provider.AuthMethods.Any(offered => offered.Method == method))
        {
            throw new AdminException(AdminProblem.Invalid($"\"{provider.Id}\" has no auth method \"{method}\".", $"It has {string.Join(", ", provider.AuthMethods.Select(static offered => offered.Method).Distinct())}."));
        }

        RefuseDeclared(order.Name);
        var wanted = new SavedConnection
        {
            Name = order.Name,
            Provider = provider.Id,
            AuthMethod = order.AuthMethod,
            BaseUrl = order.BaseUrl,
            Variables = order.Variables,
            Settings = order.Settings?.GetRawText() ?? "{}",
        };
        CheckSettings(wanted);
        await saved.SaveAsync(wanted, cancellationToken);
        snapshots.Rebuild();
        return Find(order.Name);
    }

    /// <summary>Takes a connection away; returns what it was.</summary>
    public async Task<ConnectionEntry> RemoveAsync(string name, CancellationToken cancellationToken)
    {
        RefuseDeclared(name);
        var was = snapshots.Current.FindConnection(name) is { } found ? Entries.Of(found) : null;
        if (!await saved.RemoveAsync(name, cancellationToken))
        {
            throw was is null ? Missing(name) : new AdminException(AdminProblem.Conflict(
                $"\"{name}\" comes from the {was.Origin}.", $"Take its variable away, or switch it off: weir providers disable {name}"));
        }

        await vault.DeleteAsync(name, cancellationToken);
        snapshots.Rebuild();
        return was ?? new ConnectionEntry { Name = name, Provider = "", Dialect = "", Origin = SavedConnection.Origin, Served = false };
    }

    public async Task<ConnectionEntry> SwitchAsync(string name, bool enabled, CancellationToken cancellationToken)
    {
        RefuseDeclared(name);
        var found = snapshots.Current.FindConnection(name);
        var row = saved.Current.FirstOrDefault(kept => kept.Name == name);
        var wanted = row ?? (found is not null ? RowOf(found) : throw Missing(name));
        if (row is null || row.Enabled != enabled)
        {
            await saved.SaveAsync(wanted with { Enabled = enabled }, cancellationToken);
            snapshots.Rebuild();
        }

        return snapshots.Current.FindConnection(name) is { } now ? Entries.Of(now)
            : found is not null ? Entries.Of(found) with { Served = false, Reason = "switched off" }
            : new ConnectionEntry { Name = name, Provider = wanted.Provider, Dialect = "", Origin = SavedConnection.Origin, Served = false, Reason = "switched off" };
    }

    /// <summary>Adds the connection that a sign-in is for, where there is none of its name.</summary>
    public async Task EnsureAsync(SavedConnection wanted, CancellationToken cancellationToken)
    {
        if (Declared(wanted.Name) is null)
        {
            await saved.SaveAsync(wanted, cancellationToken);
        }

        snapshots.Rebuild();
    }

    /// <summary>Where weir.yaml declares the connection; null when it doesn't.</summary>
    public string? Declared(string name) => snapshots.Current.Config.Connections.FirstOrDefault(block => block.Name == name)?.Origin;

    /// <exception cref="AdminException">It can't be the name of a connection.</exception>
    public static void CheckName(string name)
    {
        if (name.Length == 0 || name.Any(static letter => letter == '/' || char.IsWhiteSpace(letter) || char.IsControl(letter)))
        {
            throw new AdminException(AdminProblem.Invalid($"A connection can't be named \"{name}\".", "Use letters, digits, dots and dashes."));
        }
    }

    /// <exception cref="AdminException">weir.yaml would refuse such a block.</exception>
    public void CheckSettings(SavedConnection wanted)
    {
        // Without settings there is nothing that a block of weir.yaml could have wrong, and an address may still come with the sign-in.
        if (wanted.Settings != "{}" && SavedBlock.Check(wanted, snapshots.Current.Catalog) is [var problem, ..])
        {
            throw new AdminException(AdminProblem.Invalid($"The settings of \"{wanted.Name}\" can't be used: {problem}", "docs/configuration.md shows the keys of a provider's block."));
        }
    }

    /// <exception cref="AdminException">weir.yaml declares it.</exception>
    public void RefuseDeclared(string name)
    {
        if (Declared(name) is { } place)
        {
            throw new AdminException(AdminProblem.Conflict($"\"{name}\" is declared at {place}.", "Change it there; the file rules what it declares."));
        }
    }

    private ConnectionEntry Find(string name) => Entries.Of(snapshots.Current.FindConnection(name)!);

    /// <summary>A found connection as a row. Where a server was found, nothing else remembers.</summary>
    private static SavedConnection RowOf(Connection found) => found.Origin == Connection.FoundByItself
        ? new SavedConnection { Name = found.Name, Provider = found.Provider.Id, AuthMethod = "none", BaseUrl = found.BaseUrl }
        : new SavedConnection { Name = found.Name, Provider = found.Provider.Id };

    private static AdminException Missing(string name) => new(AdminProblem.NotFound($"There is no connection \"{name}\".", "`weir providers list` shows the connections."));
}
