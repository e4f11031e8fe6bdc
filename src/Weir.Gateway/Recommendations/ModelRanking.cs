using System.Globalization;
using Weir.Gateway.Admin.Budgets;
using Weir.Gateway.Admin.Recommendations;
using Weir.Gateway.Admin.Work;
using Weir.Metering.Prices;

namespace Weir.Gateway.Recommendations;

/// <summary>
/// Picks models for a task. Pure. What can't do it, or costs more than the budget, is left out; the rest is ranked by half on how its requests ended here, by three tenths on what helps with
/// the task, and by two tenths on its price. Where the ledger knows little of a model, its success counts as even odds.
/// </summary>
internal static class ModelRanking
{
    private const int Most = 10;
    private const double SuccessPart = 0.5;
    private const double FitPart = 0.3;
    private const double PricePart = 0.2;

    public static Recommendation Rank(RecommendationQuestion question, IEnumerable<Candidate> candidates)
    {
        var profile = TaskProfile.Of(question.Task);
        var leftOut = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var fitting = new List<(Candidate Candidate, long Output, NanoDollars? Cost)>();
        foreach (var candidate in candidates)
        {
            var output = question.Output ?? (candidate is { IsOfTask: true, Experience: { Answered: > 0, Output: > 0 } known } ? (long)Math.Ceiling(known.Output) : profile.Output);
            var cost = candidate.Tariff.Cost(new() { Input = question.Input ?? profile.Input, Output = output }, new UnitCounts { Requests = 1 });
            if (Obstacle(question, profile, candidate, output, cost) is { } obstacle)
            {
                leftOut[obstacle] = leftOut.GetValueOrDefault(obstacle) + 1;
            }
            else
            {
                fitting.Add((candidate, output, cost));
            }
        }

        var dearest = question.BudgetUsd is { } usd ? NanoDollars.FromUsd(usd).Value : fitting.Max(static one => one.Cost?.Value) ?? 0;
        return new Recommendation
        {
            Task = question.Task,
            Models =
            [
                .. fitting.Select(one => Recommended(question, profile, one.Candidate, one.Output, one.Cost, dearest))
                    .OrderByDescending(static model => model.Score).ThenBy(static model => model.Cost?.NanoDollars ?? long.MaxValue).ThenBy(static model => model.Model, StringComparer.Ordinal)
                    .Take(Most),
            ],
            LeftOut = leftOut,
        };
    }

    private static string? Obstacle(RecommendationQuestion question, TaskProfile profile, Candidate candidate, long output, NanoDollars? cost)
    {
        var model = candidate.Model;
        return model is { Status: "deprecated" } ? "deprecated"
            : model is { OutputModalities.Count: > 0 } && !model.OutputModalities.Contains("text") ? "writes no text"
            : question.Needs.FirstOrDefault(need => !ModelNeeds.Has(model, need)) is { } need ? $"lacks {need}"
            : question.Task == "vision" && !ModelNeeds.Has(model, "vision") ? "lacks vision"
            : model is { ContextLimit: > 0 } && model.ContextLimit < (question.Input ?? profile.Input) + output ? "window too small"
            : model is { OutputLimit: > 0 } && model.OutputLimit < output ? "output too short"
            : question.BudgetUsd is null ? null
            : cost is null ? "price unknown"
            : cost > NanoDollars.FromUsd(question.BudgetUsd.Value) ? "costs more than the budget"
            : null;
    }

    private static RecommendedModel Recommended(RecommendationQuestion question, TaskProfile profile, Candidate candidate, long output, NanoDollars? cost, long dearest)
    {
        var (requests, answered) = (candidate.Experience?.Requests ?? 0, candidate.Experience?.Answered ?? 0);
        var success = (answered + 1.0) / (requests + 2.0);
        var wanted = ModelNeeds.Of(profile.Helps).ToList();
        var has = wanted.Where(word => ModelNeeds.Has(candidate.Model, word)).ToList();
        var fit = wanted.Count == 0 ? 1.0 : (double)has.Count / wanted.Count;
        var saving = cost is null ? 0 : dearest <= 0 ? 1 : 1 - Math.Clamp((double)cost.Value.Value / dearest, 0, 1);
        return new RecommendedModel
        {
            Model = candidate.Name,
            Score = (int)Math.Round(100 * ((SuccessPart * success) + (FitPart * fit) + (PricePart * saving))),
            Cost = cost is { } nano ? new UsdAmount(nano.ToString(), nano.Value) : null,
            Tariff = PriceView.Word(candidate.Tariff),
            Requests = requests,
            Why = [.. Reasons(question, candidate, output, cost, has)],
        };
    }

    private static IEnumerable<string> Reasons(RecommendationQuestion question, Candidate candidate, long output, NanoDollars? cost, List<string> has)
    {
        var budget = question.BudgetUsd is { } usd ? string.Create(CultureInfo.InvariantCulture, $" of your ${usd}") : "";
        yield return candidate.Tariff switch
        {
            Tariff.Free => "Free: nobody bills it.",
            Tariff.Plan => "A subscription pays for it.",
            Tariff.PerToken => string.Create(CultureInfo.InvariantCulture, $"About ${cost}{budget} a run, with {output:#,0} tokens of output."),
            _ => "Its price is unknown.",
        };
        if (candidate.Experience is { Requests: > 0 } known)
        {
            var what = candidate.IsOfTask ? $"requests tagged task={question.Task}" : "requests of any task";
            var speed = known.Answered > 0 ? string.Create(CultureInfo.InvariantCulture, $", {known.Milliseconds / 1000:0.0} s and {known.Output:#,0} tokens on average") : "";
            yield return string.Create(CultureInfo.InvariantCulture, $"{known.Requests:#,0} {what} here: {100.0 * known.Answered / known.Requests:0}% answered{speed}.");
        }
        else
        {
            yield return "Not used here yet.";
        }

        if (has.Count > 0)
        {
            yield return $"Has what helps: {string.Join(", ", has)}.";
        }

        if (candidate.Model is { ContextLimit: > 0 } model)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Window of {model.ContextLimit:#,0} tokens.");
        }
    }
}
