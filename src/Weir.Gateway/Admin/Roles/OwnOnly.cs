using Microsoft.AspNetCore.Http;
using Weir.Gateway.Admin.Budgets;
using Weir.Gateway.Admin.Limits;
using Weir.Gateway.Admin.Usage;
using Weir.Gateway.Security;
using Weir.Metering.People;

namespace Weir.Gateway.Admin.Roles;

/// <summary>What is a person's own: a member is shown no more, and what is not his does not exist for him.</summary>
internal static class OwnOnly
{
    public static async Task<IReadOnlyList<KeyEntry>> KeysAsync(HttpContext context, IGatewayAdmin admin, CancellationToken cancellationToken)
    {
        var keys = await admin.ListKeysAsync(cancellationToken);
        return Restricted(context) is { } member ? [.. keys.Where(key => IsOf(key, member))] : keys;
    }

    /// <summary>The question, about the member alone.</summary>
    public static UsageQuestion Of(HttpContext context, UsageQuestion question) => Restricted(context) is { } member ? question with { Filters = question.Filters with { User = member.User } } : question;

    /// <summary>The question, about the member alone.</summary>
    public static UsageTimeQuestion Of(HttpContext context, UsageTimeQuestion question) =>
        Restricted(context) is { } member ? question with { Filters = question.Filters with { User = member.User } } : question;

    /// <summary>The filters, on the member alone.</summary>
    public static UsageFilters Of(HttpContext context, UsageFilters filters) => Restricted(context) is { } member ? filters with { User = member.User } : filters;

    /// <summary>The filter, on the member alone.</summary>
    public static RequestFilter Of(HttpContext context, RequestFilter filter) => Restricted(context) is { } member ? filter with { User = member.User } : filter;

    public static async Task<RequestTrace> RequestAsync(HttpContext context, IGatewayAdmin admin, string id, CancellationToken cancellationToken)
    {
        var found = await admin.ExplainAsync(id, cancellationToken);
        return Restricted(context) is { } member && found.User != member.User
            ? throw new AdminException(AdminProblem.NotFound($"The ledger has no request \"{id}\" of yours.", "The id is in the answer's x-weir-request-id; `weir requests list` shows the newest."))
            : found;
    }

    public static async Task<IReadOnlyList<BudgetEntry>> BudgetsAsync(HttpContext context, IGatewayAdmin admin, CancellationToken cancellationToken)
    {
        var budgets = await admin.ListBudgetsAsync(cancellationToken);
        return await SubjectsAsync(context, admin, cancellationToken) is { } own ? [.. budgets.Where(budget => own.Contains(budget.On))] : budgets;
    }

    public static async Task<IReadOnlyList<LimitEntry>> LimitsAsync(HttpContext context, IGatewayAdmin admin, CancellationToken cancellationToken)
    {
        var limits = await admin.ListLimitsAsync(cancellationToken);
        return await SubjectsAsync(context, admin, cancellationToken) is { } own ? [.. limits.Where(limit => own.Contains(limit.On))] : limits;
    }

    /// <summary>What a member's budgets and limits are on: his keys, himself, his team. Null for who sees all.</summary>
    private static async Task<HashSet<string>?> SubjectsAsync(HttpContext context, IGatewayAdmin admin, CancellationToken cancellationToken)
    {
        if (Restricted(context) is not { } member)
        {
            return null;
        }

        var own = (await KeysAsync(context, admin, cancellationToken)).Select(static key => "key:" + key.Name).Append("user:" + member.User).ToHashSet(StringComparer.Ordinal);
        if (member.Team is { } team)
        {
            own.Add("team:" + team);
        }

        return own;
    }

    /// <summary>The key's name or id, when whoever asks may change every key that it can mean: a member his own, a manager all but admin keys.</summary>
    public static async Task<string> KeyAsync(HttpContext context, IGatewayAdmin admin, string name, CancellationToken cancellationToken)
    {
        var caller = AdminQuery.CallerOf(context);
        if (caller.Role == Role.Admin)
        {
            return name;
        }

        var meant = (await admin.ListKeysAsync(cancellationToken)).Where(key => key.Id == name || key.Name == name || key.Prefix == name).ToList();
        if (Restricted(context) is { } member && (meant.Count == 0 || meant.Exists(key => !IsOf(key, member))))
        {
            throw new AdminException(AdminProblem.NotFound($"You have no key \"{name}\".", "See `Keys` for yours."));
        }

        return meant.Exists(static key => key.Admin) ? throw NotAllowed("Only an admin may change an admin key.") : name;
    }

    /// <summary>The order, when whoever asks may make such a key.</summary>
    public static KeyOrder Of(HttpContext context, KeyOrder order) =>
        order.Admin && AdminQuery.CallerOf(context).Role != Role.Admin ? throw NotAllowed("Only an admin may make an admin key.") : order;

    private static Caller? Restricted(HttpContext context) => AdminQuery.CallerOf(context) is { Role: < Role.Manager } member ? member with { User = member.User ?? "" } : null;

    private static bool IsOf(KeyEntry key, Caller member) => !key.Admin && string.Equals(key.User, member.User, StringComparison.OrdinalIgnoreCase);

    private static AdminException NotAllowed(string detail) =>
        new(AdminProblem.From(new Dialects.Errors.WeirError(Dialects.Errors.ErrorKind.NotAllowed, detail, "Ask an admin.")));
}
