using System.Text.Json;
using Weir.Gateway.Admin.Connections;
using Weir.Gateway.Admin.Work.Budgets;
using Weir.Gateway.Admin.Work.Limits;
using Weir.Metering.Keys;
using Weir.Routing.Configuration;
using Weir.Routing.Overrides;
using Weir.Routing.Saved;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Admin.Work.Connections;

/// <summary>Puts together what is set for a connection, and what hangs on it.</summary>
internal sealed class ConnectionDetails(ISnapshotSource snapshots, SavedConnections saved, KeyStore keys, OverrideBoard overrides, BudgetWork budgets, RunCapWork caps)
{
    /// <summary>The connection, also one that is switched off; null when there is none of that name.</summary>
    public async Task<ConnectionDetail?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var snapshot = snapshots.Current;
        var block = snapshot.Config.Connections.FirstOrDefault(block => block.Name == name);
        var row = block is null ? saved.Current.FirstOrDefault(row => row.Name == name) : null;
        var live = snapshot.FindConnection(name);
        if ((block?.Type ?? row?.Provider ?? live?.Provider.Id) is not { } provider)
        {
            return null;
        }

        return new ConnectionDetail
        {
            Name = name,
            Provider = provider,
            Origin = live?.Origin ?? block?.Origin ?? SavedConnection.Origin,
            Declared = block is not null,
            Saved = row is not null,
            Enabled = block?.Enabled ?? row?.Enabled ?? true,
            Settings = block is not null ? Written(name, block.Origin, snapshot.Config) : row is not null ? [.. Kept(row)] : [],
            Uses = await UsesAsync(name, snapshot, cancellationToken),
            RunCaps = [.. (await caps.ListAsync(cancellationToken)).Where(cap => cap.On == $"connection:{name}")],
        };
    }

    private async Task<ConnectionUses> UsesAsync(string name, RoutingSnapshot snapshot, CancellationToken cancellationToken)
    {
        var config = snapshot.Config;
        var aliases = config.Aliases.Where(alias => IsOf(name, alias.Value)).Select(static alias => alias.Key).ToList();
        var live = await keys.ListAsync(cancellationToken);
        return new ConnectionUses(
            aliases,
            [.. config.Chains.Where(chain => chain.Targets.Any(target => IsOf(name, target) || aliases.Contains(target))).Select(static chain => chain.Name)],
            [.. live.Where(static key => key.RevokedAt is null).Where(key => key.AllowedModels.Any(model => IsOf(name, model))).Select(static key => key.Name)],
            [.. overrides.Current.All.Where(set => IsOf(name, set.Target)).Select(static set => set.ScopeId.Length == 0 ? set.Scope.Word() : $"{set.Scope.Word()} {set.ScopeId}")],
            [.. (await budgets.ListAsync(cancellationToken)).Where(budget => budget.On == $"connection:{name}" || (budget.On.StartsWith("model:", StringComparison.Ordinal) && IsOf(name, budget.On["model:".Length..]))).Select(static budget => budget.Id)]);
    }

    private static bool IsOf(string connection, string model) => model.StartsWith(connection, StringComparison.Ordinal) && model.Length > connection.Length && model[connection.Length] == '/';

    private static List<ConnectionSetting> Written(string name, string origin, WeirConfig config)
    {
        var prefix = $"providers.{name}.";
        var file = origin.LastIndexOf(':') is > 0 and var colon ? origin[..colon] : origin;
        return [.. config.Written.Where(value => value.Path.StartsWith(prefix, StringComparison.Ordinal) && value.Path != prefix + "name").Select(value => new ConnectionSetting(value.Path[prefix.Length..], value.Shown, $"{file}:{value.Line}"))];
    }

    private static IEnumerable<ConnectionSetting> Kept(SavedConnection row)
    {
        if (row.AuthMethod is { } method)
        {
            yield return new ConnectionSetting("auth_method", method, null);
        }

        if (row.BaseUrl is { } address)
        {
            yield return new ConnectionSetting("base_url", address.AbsoluteUri, null);
        }

        foreach (var (variable, value) in row.Variables.OrderBy(static variable => variable.Key, StringComparer.Ordinal))
        {
            yield return new ConnectionSetting($"variables.{variable}", value, null);
        }

        using var settings = JsonDocument.Parse(row.Settings);
        foreach (var setting in settings.RootElement.EnumerateObject())
        {
            // Headers may hold keys.
            yield return new ConnectionSetting(setting.Name, setting.Name == "headers" ? "(hidden)" : setting.Value.GetRawText(), null);
        }
    }
}
