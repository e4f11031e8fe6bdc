using Weir.Gateway.Admin.Settings;
using Weir.Gateway.Admin.Work.Budgets;
using Weir.Routing;
using Weir.Routing.Configuration;
using Weir.Routing.Overrides;
using Weir.Routing.Saved;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Admin.Work.Settings;

/// <summary>Every setting of what runs, and who says so: the file, a variable, the command line, the database, or nobody.</summary>
internal sealed class SettingValues(SnapshotHolder holder, RoutingStart start, StatusFacts facts, SavedConnections saved, SavedChains chains, BudgetWork budgets, OverrideBoard overrides)
{
    private const string Urls = "server.urls";

    public async Task<IReadOnlyList<SettingEntry>> ListAsync(CancellationToken cancellationToken)
    {
        var snapshot = holder.Current;
        List<SettingEntry> written = [.. Written(snapshot.Config)];
        var names = written.Select(static value => value.Path).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. written,
            .. Listening(),
            .. Found(snapshot),
            .. Saved(snapshot.Config),
            .. await SetAsync(cancellationToken),
            .. Defaults(snapshot.Config).Where(value => !names.Contains(value.Path)),
        ];
    }

    /// <summary>What is read at the start alone stays what it was then, whatever the file says since.</summary>
    private IEnumerable<SettingEntry> Written(WeirConfig config)
    {
        var file = Path.GetFileName(start.ConfigPath);
        var values = start.Config.Written.Where(static value => StartOnly.Has(value.Path)).Concat(config.Written.Where(static value => !StartOnly.Has(value.Path)));
        return values.OrderBy(static value => value.Line).Select(value => new SettingEntry
        {
            Path = value.Path,
            Value = value.Shown,
            Source = "file",
            Place = $"{file}:{value.Line}",
            Variables = value.Variables,
            NeedsRestart = StartOnly.Has(value.Path),
            Hidden = value.Path == Urls && facts.Urls is not null ? "The start named other addresses." : null,
        });
    }

    private IEnumerable<SettingEntry> Listening()
    {
        if (facts.Urls is { } urls)
        {
            yield return new SettingEntry { Path = Urls, Value = urls, Source = facts.UrlsVariable is null ? "command_line" : "variable", Place = facts.UrlsVariable ?? "--urls", NeedsRestart = true };
        }
    }

    /// <summary>Connections that nobody wrote down.</summary>
    private IEnumerable<SettingEntry> Found(RoutingSnapshot snapshot)
    {
        var known = snapshot.Config.Connections.Select(static block => block.Name).Concat(saved.Current.Select(static row => row.Name)).ToHashSet(StringComparer.Ordinal);
        return snapshot.Connections.Where(connection => !known.Contains(connection.Name)).Select(static connection => new SettingEntry
        {
            Path = $"providers.{connection.Name}",
            Value = connection.Provider.Id,
            Source = connection.Origin == "environment" ? "variable" : "found",
            Place = connection.Origin == "environment" ? connection.Auth.Source : connection.Origin,
        });
    }

    private IEnumerable<SettingEntry> Saved(WeirConfig config) =>
    [
        .. saved.Current.Select(row => new SettingEntry
        {
            Path = $"providers.{row.Name}",
            Value = row.Enabled ? row.Provider : $"{row.Provider}, switched off",
            Source = "database",
            Hidden = config.Connections.FirstOrDefault(block => block.Name == row.Name) is { } block ? $"{block.Origin} declares one of this name." : null,
        }),
        .. chains.Current.Select(chain => new SettingEntry
        {
            Path = $"chains.{chain.Name}",
            Value = chain.Settings,
            Source = "database",
            Place = chain.SetBy,
            Hidden = config.Chains.FirstOrDefault(declared => declared.Name == chain.Name) is { } declared ? $"{declared.Origin} declares one of this name." : null,
        }),
    ];

    private async Task<IEnumerable<SettingEntry>> SetAsync(CancellationToken cancellationToken)
    {
        var set = await budgets.ListAsync(cancellationToken);
        return
        [
            .. set.Where(static budget => budget.Origin is null).Select(static budget => new SettingEntry
            {
                Path = $"budgets.{budget.Id}",
                Value = budget.Unit == "usd" ? $"{budget.Limit / 1_000_000_000m:0.######} USD" : $"{budget.Limit} tokens",
                Source = "database",
            }),
            .. overrides.Current.All.Select(static held => new SettingEntry
            {
                Path = held.ScopeId.Length == 0 ? $"model.{held.Scope.Word()}" : $"model.{held.Scope.Word()}:{held.ScopeId}",
                Value = held.Target,
                Source = "database",
                Place = held.SetBy,
            }),
        ];
    }

    private IEnumerable<SettingEntry> Defaults(WeirConfig config)
    {
        var atStart = ValueInForce.Of(start.Config).Where(static value => StartOnly.Has(value.Path));
        var live = ValueInForce.Of(config).Where(static value => !StartOnly.Has(value.Path));
        return atStart.Concat(live).Where(value => value.Path != Urls || facts.Urls is null).Select(static value => new SettingEntry
        {
            Path = value.Path,
            Value = value.Path == Urls ? value.Text ?? Hosting.ListenAddress.Default : value.Text,
            Source = "default",
            NeedsRestart = StartOnly.Has(value.Path),
        });
    }
}
