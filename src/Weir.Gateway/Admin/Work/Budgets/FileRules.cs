using Weir.Metering.Budgets;
using Weir.Metering.Budgets.Definitions;

namespace Weir.Gateway.Admin.Work.Budgets;

/// <summary>What budgets, rate limits and caps of runs have in common: weir.yaml rules what it declares, and what they are on.</summary>
internal static class FileRules
{
    /// <summary>Refuses to change what the file declares.</summary>
    /// <param name="what">What it is, as a sentence begins: <c>key:ci/monthly/usd</c>, <c>The rate limit of key:ci</c>.</param>
    /// <param name="origin">Its place in the file; null lets it pass.</param>
    /// <exception cref="AdminException">The file declares it.</exception>
    public static void RefuseChange(string what, string? origin)
    {
        if (origin is not null)
        {
            throw new AdminException(AdminProblem.Conflict($"{what} stands in weir.yaml ({origin}), and the file rules what it declares.", "Change it there."));
        }
    }

    /// <summary>Refuses to take away what the file declares.</summary>
    /// <exception cref="AdminException">The file declares it.</exception>
    public static void RefuseRemoval(string what, string? origin)
    {
        if (origin is not null)
        {
            throw new AdminException(AdminProblem.Conflict($"{what} stands in weir.yaml ({origin}).", "Take it out there."));
        }
    }

    /// <summary>What something is on.</summary>
    /// <param name="what">What it is, as a sentence begins: <c>A budget</c>.</param>
    /// <param name="on">As the order names it.</param>
    /// <exception cref="AdminException">It names nothing.</exception>
    public static Subject SubjectOf(string what, string on) => Subject.TryParse(on, out var subject)
        ? subject
        : throw new AdminException(AdminProblem.Invalid($"{what} can't be on \"{on}\".", "Name gateway, key:NAME, user:NAME, team:NAME, connection:NAME or model:CONNECTION/MODEL."));

    /// <summary>Sets a rule, and tells a refusal as the admin API does.</summary>
    /// <exception cref="AdminException">Something about it will not do.</exception>
    public static async Task SetAsync(Func<Task> set)
    {
        try
        {
            await set();
        }
        catch (RuleRefusedException refused)
        {
            throw new AdminException(AdminProblem.Invalid(refused.Message, refused.Action), refused);
        }
    }
}
