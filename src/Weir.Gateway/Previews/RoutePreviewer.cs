using System.Diagnostics;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Dialects.Usage;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Previews;
using Weir.Gateway.Admin.Work.Chains;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Translation;
using Weir.Gateway.Upstream;
using Weir.Metering.Keys;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Previews;

/// <summary>Answers where a request would go: resolves it as the pipeline would, and writes it for each target without sending it.</summary>
internal sealed class RoutePreviewer(ISnapshotSource snapshots, KeyStore keys, IRoutePreview routes, UpstreamClients clients, TargetPrices prices, ChainWork chains, TimeProvider time)
{
    /// <exception cref="AdminException">The question makes no request, or its key is not there.</exception>
    public async Task<RoutePreview> PreviewAsync(RouteQuestion question, CancellationToken cancellationToken)
    {
        var key = await KeyOfAsync(question, cancellationToken);
        var snapshot = question.Chain is { } draft ? snapshots.Current.With(chains.Draft(question.Model ?? "", draft)) : snapshots.Current;
        using var context = await ThoughtRequest.CreateAsync(question, key, snapshot, time.GetUtcNow(), cancellationToken);
        var error = Resolver.ResolveModel(context);
        var place = 0;
        var candidates = new List<RouteCandidate>();
        foreach (var candidate in routes.CandidatesOf(context))
        {
            candidates.Add(await EntryAsync(context, candidate, candidate.Skipped is null ? ++place : null, question.ShowBodies));
        }

        return new RoutePreview
        {
            SnapshotVersion = snapshot.Version,
            Model = context.ModelAsked,
            Key = key.Name.Length > 0 ? key.Name : null,
            Operation = context.Operation.Name,
            Dialect = context.Operation.Dialect,
            Error = error?.Kind.Code(),
            Message = error?.Message,
            Action = error?.Action,
            EstimatedInput = context.Body is null ? null : context.EstimatedInput,
            Candidates = candidates,
        };
    }

    private async Task<ClientKey> KeyOfAsync(RouteQuestion question, CancellationToken cancellationToken)
    {
        var unknown = AskingKey.OfNobody(question.Models ?? [], time.GetUtcNow());
        return question switch
        {
            { Key: null } => unknown,
            { Key: { } name, Models: not null } => unknown with { Name = name },
            { Key: { } name } => await AskingKey.FindAsync(keys, name, cancellationToken),
        };
    }

    private async Task<RouteCandidate> EntryAsync(RequestContext context, Candidate candidate, int? place, bool showsBody)
    {
        var entry = new RouteCandidate { Place = place, Step = candidate.Step, Strategy = candidate.Strategy, Target = candidate.Name, Provider = candidate.Target?.Connection.Provider.Id, Skipped = candidate.Skipped };
        if (candidate.Target is not { } target)
        {
            return entry;
        }

        var rates = target.Model?.Price?.Base;
        entry = entry with
        {
            InputUsdPerMillion = rates?.Input,
            OutputUsdPerMillion = rates?.Output,
            InputCostNanoDollars = context.Body is null ? null : prices.For(target, context.Time)?.Cost(new TokenUsage { Input = context.EstimatedInput }).Value,
        };
        return Lanes.WireFor(context.Operation, target.Wires) is not { } wire ? entry : await WrittenAsync(context, new Attempt(target, wire, Stopwatch.GetTimestamp()), entry with
        {
            Lane = Lanes.Translates(context, wire) ? "translated" : "forwarded",
            Dialect = wire.Dialect,
        }, showsBody);
    }

    /// <summary>What comes of writing the request for a target.</summary>
    private async Task<RouteCandidate> WrittenAsync(RequestContext context, Attempt attempt, RouteCandidate entry, bool showsBody)
    {
        using (attempt)
        {
            if (context.Body is null)
            {
                return entry;
            }

            string? problem;
            string? written = null;
            try
            {
                var (request, refused) = UpstreamRequests.Build(context, attempt, clients.For(attempt.Target.Connection));
                using (request)
                {
                    // Nothing is signed yet: no key is in it.
                    written = showsBody && request?.Content is { } content ? await content.ReadAsStringAsync(context.Http.RequestAborted) : null;
                }

                problem = refused?.Message ?? (context.IsStrict && attempt.Losses.All.Count > 0 ? "The key is strict: the request would be refused." : null);
            }
            catch (DialectException exception)
            {
                problem = exception.Error.Message;
            }

            return entry with { Problem = problem, Written = written, Dropped = [.. attempt.Losses.All.Select(static loss => new DroppedPart(loss.What, loss.Why))] };
        }
    }
}
