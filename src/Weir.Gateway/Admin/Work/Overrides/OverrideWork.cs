using Weir.Catalog;
using Weir.Gateway.Admin.Overrides;
using Weir.Gateway.Pipeline;
using Weir.Metering.Keys;
using Weir.Metering.Ledger;
using Weir.Metering.Usage;
using Weir.Routing.Overrides;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Gateway.Admin.Work.Overrides;

/// <summary>Sets and resets overrides.</summary>
internal sealed class OverrideWork(OverrideBoard board, SnapshotHolder snapshots, KeyStore keys, UsageQueries usage, LedgerView ledger, StatusSource status, TimeProvider time)
{
    /// <summary>How far back the last conversation is looked for, in requests.</summary>
    private const int LookBack = 50;

    private static readonly HashSet<string> Conversations = [Operations.ChatCompletions.Name, Operations.Responses.Name, Operations.Messages.Name, Operations.GenerateContent.Name];

    public IReadOnlyList<OverrideEntry> List()
    {
        var snapshot = snapshots.Current;
        return [.. board.Current.All.Select(set => Entry(set, snapshot))];
    }

    public async Task<OverrideChange> SetAsync(OverrideOrder order, CancellationToken cancellationToken)
    {
        var (change, set) = await ThinkAsync(order, cancellationToken);
        await board.SetAsync(set, cancellationToken);
        return change with { Override = Entry(set, snapshots.Current) };
    }

    /// <summary>What setting it would change.</summary>
    public async Task<OverrideChange> PreviewAsync(OverrideOrder order, CancellationToken cancellationToken) => (await ThinkAsync(order, cancellationToken)).Change;

    private async Task<(OverrideChange Change, ModelOverride Set)> ThinkAsync(OverrideOrder order, CancellationToken cancellationToken)
    {
        if (order.Temporary && status.Url is null)
        {
            throw new AdminException(AdminProblem.Conflict("No gateway runs, and a temporary choice lives in one.", "Start the gateway first, or leave --temporary out."));
        }

        var (scope, id, key) = await SubjectAsync(order.Subject, cancellationToken);
        var snapshot = snapshots.Current;
        var target = Check(order.Target, snapshot, key);
        var latest = await LatestAsync(scope, id, cancellationToken);
        var before = Before(scope, id, snapshot, latest);
        var set = new ModelOverride { Scope = scope, ScopeId = id, Target = order.Target, IsTemporary = order.Temporary, SetAt = time.GetUtcNow(), SetBy = order.By };
        var change = PriceDifference.Tell(new OverrideChange { Override = Entry(set, snapshot), Before = before?.Name }, before?.Model, target.Model);
        var perRun = UsualRun.Of(latest).Difference(before?.Model, target.Model);
        return (change with { PerRunDifferenceUsd = perRun, PerRunDifference = perRun is { } usd ? UsualRun.InWords(usd) : null }, set);
    }

    public async Task<IReadOnlyList<OverrideEntry>> ResetAsync(OverrideSubject? subject, CancellationToken cancellationToken)
    {
        IEnumerable<(OverrideScope Scope, string Id)> all;
        if (subject is null)
        {
            all = board.Current.All.Select(static set => (set.Scope, set.ScopeId));
        }
        else
        {
            // A key that is gone may still have an override: its name is taken as it stands.
            var scope = OverrideScopes.Parse(subject.Scope);
            var (_, id) = Named(scope, subject);
            var name = scope == OverrideScope.Key && board.Current.Find(scope, id) is null ? (await keys.FindAsync(id, cancellationToken))?.Name ?? id : id;
            all = [(scope, name)];
        }

        var removed = new List<OverrideEntry>();
        foreach (var (scope, id) in all.ToList())
        {
            if (await board.RemoveAsync(scope, id, cancellationToken) is { } held)
            {
                removed.Add(Entry(held, snapshots.Current));
            }
        }

        return removed;
    }

    private static OverrideEntry Entry(ModelOverride set, RoutingSnapshot snapshot)
    {
        var resolution = snapshot.Models.Resolve(set.Target, []);
        return new OverrideEntry
        {
            Scope = set.Scope.Word(),
            Id = set.ScopeId.Length == 0 ? null : set.ScopeId,
            Target = set.Target,
            Model = (resolution as Resolution.Found)?.Targets[0].Name,
            Reason = resolution switch { Resolution.Found => null, Resolution.NotServed refused => refused.Reason, _ => "There is no such model now." },
            Temporary = set.IsTemporary,
            SetAt = set.SetAt,
            SetBy = set.SetBy,
        };
    }

    private static (OverrideScope Scope, string Id) Named(OverrideScope scope, OverrideSubject subject) => (scope, subject.Id) switch
    {
        (OverrideScope.Unknown, _) => throw Invalid($"There is no scope \"{subject.Scope}\".", "Use gateway, key or conversation."),
        (OverrideScope.Gateway, _) => (scope, ""),
        (_, { Length: > 0 and <= 256 } id) => (scope, id),
        _ => throw Invalid($"Which {scope.Word()}?", "Name it in 'id'."),
    };

    private async Task<(OverrideScope Scope, string Id, ClientKey? Key)> SubjectAsync(OverrideSubject subject, CancellationToken cancellationToken)
    {
        var (scope, id) = Named(OverrideScopes.Parse(subject.Scope), subject);
        if (scope != OverrideScope.Key || id == FixedKeys.Client)
        {
            return (scope, id, null);
        }

        // By name: what holds for a key holds for the one that a rotation puts in its place.
        return await keys.FindAsync(id, cancellationToken) is { RevokedAt: null, IsAdmin: false } key
            ? (scope, key.Name, key)
            : throw new AdminException(AdminProblem.NotFound($"There is no client key \"{id}\".", "`weir keys list` shows all of them."));
    }

    private static Target Check(string target, RoutingSnapshot snapshot, ClientKey? key) => snapshot.Models.Resolve(target, key?.AllowedModels ?? []) switch
    {
        Resolution.Found { Targets: [var first, ..] } => first,
        Resolution.NotAllowed => throw Invalid($"The key \"{key!.Name}\" may not use \"{target}\".", "Choose one that its model list has."),
        Resolution.NotServed refused => throw Invalid($"\"{target}\" can't be served: {refused.Reason}", "`weir doctor` says what to do."),
        Resolution.Unknown { Nearest: { Count: > 0 } nearest } => throw Invalid($"There is no model \"{target}\". Did you mean {string.Join(", ", nearest)}?", "`weir models list` shows all of them."),
        _ => throw Invalid($"There is no model \"{target}\".", "`weir models list` shows all of them."),
    };

    /// <summary>The scope's latest conversations that went well, the newest first.</summary>
    private async Task<IReadOnlyList<UsageRecord>> LatestAsync(OverrideScope scope, string id, CancellationToken cancellationToken)
    {
        await ledger.CatchUpAsync(cancellationToken);
        var page = await usage.RecentAsync(new UsageFilter { Key = scope == OverrideScope.Key ? id : null, Failed = false }, LookBack, before: null, cancellationToken);
        return [.. page.Requests.Select(static request => request.Record).Where(static record => Conversations.Contains(record.Operation))];
    }

    /// <summary>Where requests of the scope went until now.</summary>
    private (string Name, CatalogModel? Model)? Before(OverrideScope scope, string id, RoutingSnapshot snapshot, IReadOnlyList<UsageRecord> latest)
    {
        var name = (board.Current.Find(scope, id) ?? board.Current.Find(OverrideScope.Gateway))?.Target ?? (latest is [var last, ..] ? last.ModelAnswered : null);
        return name is null ? null : (name, snapshot.Models.Resolve(name, []) is Resolution.Found { Targets: [var target, ..] } ? target.Model : null);
    }

    private static AdminException Invalid(string detail, string action) => new(AdminProblem.Invalid(detail, action));
}
