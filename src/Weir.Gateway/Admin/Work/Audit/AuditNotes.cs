using Weir.Gateway.Admin.Budgets;
using Weir.Gateway.Admin.Chains;
using Weir.Gateway.Admin.Credentials;
using Weir.Gateway.Admin.Limits;
using Weir.Gateway.Admin.Overrides;
using Weir.Gateway.Admin.People;
using Weir.Gateway.Admin.Sessions;
using Weir.Gateway.Audit;

namespace Weir.Gateway.Admin.Work.Audit;

/// <summary>What the admin operations did, as notes. Pure; names each fact that is told.</summary>
internal static class AuditNotes
{
    public static AuditNote KeyCreated(KeyEntry key) => new() { Kind = AuditKinds.KeyCreated, Subject = key.Name, After = Facts(key) };

    public static AuditNote KeyRevoked(KeyEntry key) => new() { Kind = AuditKinds.KeyRevoked, Subject = key.Name, After = Facts(key) };

    public static AuditNote KeyRotated(string old, KeyEntry key, TimeSpan overlap) => new()
    {
        Kind = AuditKinds.KeyRotated,
        Subject = key.Name,
        Before = AuditFacts.Of(("key", old), ("overlapSeconds", (long)overlap.TotalSeconds)),
        After = Facts(key),
    };

    public static AuditNote UserAdded(UserEntry user) => new() { Kind = AuditKinds.UserAdded, Subject = user.Name, After = Facts(user) };

    public static AuditNote UserUpdated(UserEntry? before, UserEntry after) => new()
    {
        Kind = AuditKinds.UserUpdated,
        Subject = after.Name,
        Before = before is null ? "" : Facts(before),
        After = Facts(after),
    };

    public static AuditNote UserRemoved(UserRemoval removal) => new()
    {
        Kind = AuditKinds.UserRemoved,
        Subject = removal.User.Name,
        Before = Facts(removal.User),
        After = AuditFacts.Of(("revokedKeys", removal.RevokedKeys)),
    };

    public static AuditNote TeamAdded(TeamEntry team) => new() { Kind = AuditKinds.TeamAdded, Subject = team.Name };

    public static AuditNote TeamRemoved(TeamEntry team) => new() { Kind = AuditKinds.TeamRemoved, Subject = team.Name, Before = AuditFacts.Of(("members", team.Members)) };

    public static AuditNote BudgetSet(BudgetEntry? before, BudgetEntry after) => new() { Kind = AuditKinds.BudgetSet, Subject = after.Id, Before = before is null ? "" : Facts(before), After = Facts(after) };

    public static AuditNote BudgetRemoved(BudgetEntry before) => new() { Kind = AuditKinds.BudgetRemoved, Subject = before.Id, Before = Facts(before) };

    public static AuditNote LimitSet(LimitEntry? before, LimitEntry after) => new() { Kind = AuditKinds.LimitSet, Subject = after.On, Before = before is null ? "" : Facts(before), After = Facts(after) };

    public static AuditNote LimitRemoved(LimitEntry before) => new() { Kind = AuditKinds.LimitRemoved, Subject = before.On, Before = Facts(before) };

    public static AuditNote RunCapSet(RunCapEntry? before, RunCapEntry after) => new() { Kind = AuditKinds.RunCapSet, Subject = after.On, Before = before is null ? "" : Facts(before), After = Facts(after) };

    public static AuditNote RunCapRemoved(RunCapEntry before) => new() { Kind = AuditKinds.RunCapRemoved, Subject = before.On, Before = Facts(before) };

    public static AuditNote HoldSettled(HoldEntry hold, HoldVerdict verdict) => new()
    {
        Kind = AuditKinds.HoldSettled,
        Subject = hold.RequestId,
        Before = AuditFacts.Of(("attempt", hold.Attempt), ("budgets", hold.Shares.Select(static share => share.Budget).ToList())),
        After = AuditFacts.Of(("usd", verdict.Usd), ("tokens", verdict.Tokens)),
    };

    public static AuditNote ChainSet(ChainEntry chain) => new() { Kind = AuditKinds.ChainSet, Subject = chain.Name, After = Facts(chain) };

    public static AuditNote ChainRemoved(ChainEntry chain) => new() { Kind = AuditKinds.ChainRemoved, Subject = chain.Name, Before = Facts(chain) };

    public static AuditNote ModelChanged(OverrideChange change) => new()
    {
        Kind = AuditKinds.ModelChanged,
        Subject = Subject(change.Override),
        Before = change.Before is null ? "" : AuditFacts.Of(("model", change.Before)),
        After = Facts(change.Override),
    };

    public static AuditNote ModelReset(OverrideEntry held) => new() { Kind = AuditKinds.ModelReset, Subject = Subject(held), Before = Facts(held) };

    public static AuditNote SessionCreated(CreatedSession made) => new() { Kind = AuditKinds.SessionCreated, Subject = made.Session.Id, After = Facts(made.Session) };

    public static AuditNote SessionEnded(SessionEntry session) => new() { Kind = AuditKinds.SessionEnded, Subject = session.Id, Before = Facts(session) };

    public static AuditNote SignInStarted(SignInEntry entry) => new() { Kind = AuditKinds.ProviderSignIn, Subject = entry.Connection, After = Facts(entry) };

    public static AuditNote SignInCancelled(SignInEntry entry) => new() { Kind = AuditKinds.ProviderSignInCancelled, Subject = entry.Connection, After = Facts(entry) };

    public static AuditNote StoreChanged(StoreChange change, StoreReport report) => new()
    {
        Kind = AuditKinds.StoreChanged,
        Subject = report.Store,
        After = AuditFacts.Of(("movedTo", change.MoveTo), ("masterKeyRotated", change.RotateMasterKey)),
    };

    private static string Subject(OverrideEntry entry) => entry.Id is null ? entry.Scope : $"{entry.Scope}:{entry.Id}";

    private static string Facts(KeyEntry key) => AuditFacts.Of(
        ("id", key.Id), ("admin", key.Admin), ("strict", key.Strict), ("user", key.User), ("models", key.Models.Count == 0 ? null : key.Models), ("state", key.State), ("expiresAt", key.ExpiresAt));

    private static string Facts(UserEntry user) => AuditFacts.Of(("id", user.Id), ("email", user.Email), ("role", user.Role), ("team", user.Team), ("enabled", user.Enabled));

    private static string Facts(BudgetEntry budget) => AuditFacts.Of(
        ("unit", budget.Unit), ("limit", budget.Limit), ("hard", budget.Hard), ("alert", budget.Alert), ("timezone", budget.Timezone), ("spent", budget.Spent));

    private static string Facts(LimitEntry limit) => AuditFacts.Of(("rpm", limit.Rpm), ("tpm", limit.Tpm), ("concurrent", limit.Concurrent));

    private static string Facts(RunCapEntry cap) => AuditFacts.Of(("softTokens", cap.SoftTokens), ("hardTokens", cap.HardTokens));

    private static string Facts(ChainEntry chain) => AuditFacts.Of(
        ("targets", chain.Targets.Select(static target => target.Name)), ("strategy", chain.Strategy), ("retries", chain.Retries), ("askBeforeSwitching", chain.AskBeforeSwitching));

    private static string Facts(OverrideEntry entry) => AuditFacts.Of(("target", entry.Target), ("model", entry.Model), ("temporary", entry.Temporary));

    private static string Facts(SessionEntry session) => AuditFacts.Of(
        ("provider", session.Provider), ("model", session.Model), ("state", session.State), ("secondsLeft", (long)session.SecondsLeft), ("uses", session.Uses));

    private static string Facts(SignInEntry entry) => AuditFacts.Of(("provider", entry.Provider), ("method", entry.Method), ("state", entry.State));
}
