using Weir.Dialects.Errors;
using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Recommendations;
using Weir.Gateway.Money;
using Weir.Metering.Usage;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Recommendations;

/// <summary>Recommends models of this gateway, by its prices and by its own ledger of the last 30 days.</summary>
internal sealed class ModelRecommender(ISnapshotSource snapshots, TargetTariffs tariffs, ExperienceQueries experience, TimeProvider time)
{
    private static readonly TimeSpan Memory = TimeSpan.FromDays(30);

    /// <exception cref="AdminException">The question can't be answered as it is put.</exception>
    public async Task<Recommendation> OfAsync(RecommendationQuestion question, CancellationToken cancellationToken)
    {
        Check(question);
        var now = time.GetUtcNow();
        var ofTask = await experience.ReadAsync(now - Memory, "task=" + question.Task, cancellationToken);
        var ofAll = await experience.ReadAsync(now - Memory, null, cancellationToken);
        var candidates = snapshots.Current.Models.List([])
            .Select(static listed => listed.Target)
            .DistinctBy(static target => target.Name)
            .Where(static target => target.Connection.Simulator is null)
            .Select(target => new Candidate(target.Name, target.Model, tariffs.Of(target, now))
            {
                Experience = ofTask.GetValueOrDefault(target.Name) ?? ofAll.GetValueOrDefault(target.Name),
                IsOfTask = ofTask.ContainsKey(target.Name),
            });
        return ModelRanking.Rank(question, candidates);
    }

    private static void Check(RecommendationQuestion question)
    {
        if (question.Needs.FirstOrDefault(static need => !ModelNeeds.Words.Contains(need)) is { } unknown)
        {
            throw Wrong($"\"{unknown}\" is nothing that models are known for.", $"Choose from {string.Join(", ", ModelNeeds.Words)}.");
        }

        if (question.BudgetUsd is < 0 or > 1_000_000 || question.Input is < 0 or > 1_000_000_000 || question.Output is < 0 or > 1_000_000_000)
        {
            throw Wrong("A budget or a number of tokens is out of range.", "Give a budget from 0 to 1000000 US dollars, and up to 1000000000 tokens.");
        }

        if (question.Task.Length is 0 or > 100 || question.Task.Contains(',', StringComparison.Ordinal))
        {
            throw Wrong("The task is a word, up to 100 characters, without commas.", "Say coding, chat, reasoning, extraction, vision or summary, or a tag of your own.");
        }
    }

    private static AdminException Wrong(string message, string action) => new(AdminProblem.From(new WeirError(ErrorKind.InvalidRequest, message, action)));
}
