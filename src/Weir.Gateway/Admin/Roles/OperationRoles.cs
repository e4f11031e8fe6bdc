using System.Collections.Frozen;
using Weir.Metering.People;

namespace Weir.Gateway.Admin.Roles;

/// <summary>
/// Who may do what: the least role of each operation. An operation that is not here is for admins; a test fails until somebody has decided.
/// What a member may ask is answered with his own only, see <see cref="OwnOnly"/>.
/// </summary>
internal static class OperationRoles
{
    private static readonly FrozenDictionary<AdminRoute, Role> Least = Decisions().ToFrozenDictionary();

    /// <summary>The least role for a route.</summary>
    public static Role Of(AdminRoute route) => Least.GetValueOrDefault(route, Role.Admin);

    /// <summary>True when somebody has decided about the route.</summary>
    public static bool IsDecided(AdminRoute route) => Least.ContainsKey(route);

    private static IEnumerable<KeyValuePair<AdminRoute, Role>> Decisions() =>
    [
        .. All(
            Role.Member,
            AdminRoutes.Models, AdminRoutes.Model, AdminRoutes.Estimate, AdminRoutes.Recommend,
            AdminRoutes.Keys, AdminRoutes.RotateKey, AdminRoutes.RevokeKey,
            AdminRoutes.Usage, AdminRoutes.UsageOverTime, AdminRoutes.Projection, AdminRoutes.ExportUsage, AdminRoutes.Requests, AdminRoutes.RequestTimes, AdminRoutes.ExportRequests, AdminRoutes.Request, AdminRoutes.Budgets, AdminRoutes.Limits,
            AdminRoutes.ConsoleSession, AdminRoutes.EndConsoleSession),
        .. All(
            Role.Manager,
            AdminRoutes.Providers, AdminRoutes.ConnectionStatuses, AdminRoutes.Provider, AdminRoutes.Connections, AdminRoutes.TestConnection,
            AdminRoutes.Auth, AdminRoutes.Quotas,
            AdminRoutes.Overrides, AdminRoutes.PreviewOverride, AdminRoutes.SetOverride, AdminRoutes.ResetOverrides,
            AdminRoutes.Sessions, AdminRoutes.CreateSession, AdminRoutes.TestSession, AdminRoutes.EndSession,
            AdminRoutes.CreateKey, AdminRoutes.Users, AdminRoutes.Teams,
            AdminRoutes.SetBudget, AdminRoutes.RemoveBudget, AdminRoutes.SimulateBudget, AdminRoutes.BudgetHolds, AdminRoutes.SettleHold, AdminRoutes.Reconcile,
            AdminRoutes.SetLimit, AdminRoutes.RemoveLimit, AdminRoutes.RunCaps, AdminRoutes.SetRunCap, AdminRoutes.RemoveRunCap,
            AdminRoutes.Alerts, AdminRoutes.AcknowledgeAlert, AdminRoutes.Audit, AdminRoutes.VerifyAudit, AdminRoutes.ExportAudit,
            AdminRoutes.Chains, AdminRoutes.Chain, AdminRoutes.SetChain, AdminRoutes.RemoveChain, AdminRoutes.Chat,
            AdminRoutes.Preview, AdminRoutes.ConfigDiff, AdminRoutes.Settings, AdminRoutes.Events, AdminRoutes.Status),
        .. All(
            Role.Admin,
            AdminRoutes.Found, AdminRoutes.SaveConnection, AdminRoutes.RemoveConnection, AdminRoutes.SwitchConnection,
            AdminRoutes.SignInOffer, AdminRoutes.StartSignIn, AdminRoutes.SignIn, AdminRoutes.Paste, AdminRoutes.CancelSignIn,
            AdminRoutes.RefreshCredential, AdminRoutes.ForgetCredential, AdminRoutes.KeepKey, AdminRoutes.KeepDiscovered, AdminRoutes.ImportCredentials,
            AdminRoutes.ProbeStore, AdminRoutes.ChangeStore,
            AdminRoutes.CreateUser, AdminRoutes.EditUser, AdminRoutes.RemoveUser, AdminRoutes.CreateTeam, AdminRoutes.RemoveTeam,
            AdminRoutes.CreateConsoleLink, AdminRoutes.TestAlerts, AdminRoutes.Reload, AdminRoutes.Diagnostics),
    ];

    private static IEnumerable<KeyValuePair<AdminRoute, Role>> All(Role role, params IEnumerable<AdminRoute> routes) =>
        routes.Select(route => KeyValuePair.Create(route, role));
}
