namespace Weir.Gateway.Admin;

/// <summary>The admin API's addresses: the one table that server and command line share.</summary>
public static class AdminRoutes
{
    public const string Root = "/admin/api/v1";

    public static AdminRoute Providers { get; } = new("GET", Root + "/providers");

    public static AdminRoute ConnectionStatuses { get; } = new("GET", Root + "/providers/status");

    public static AdminRoute Provider { get; } = new("GET", Root + "/providers/{name}");

    /// <summary>What the gateway's machine is ready for.</summary>
    public static AdminRoute Found { get; } = new("GET", Root + "/found");

    public static AdminRoute Connections { get; } = new("GET", Root + "/connections");

    public static AdminRoute TestConnection { get; } = new("POST", Root + "/connections/{name}/test");

    public static AdminRoute SaveConnection { get; } = new("POST", Root + "/connections");

    public static AdminRoute RemoveConnection { get; } = new("DELETE", Root + "/connections/{name}");

    public static AdminRoute SwitchConnection { get; } = new("POST", Root + "/connections/{name}/switch");

    public static AdminRoute Auth { get; } = new("GET", Root + "/auth");

    public static AdminRoute SignInOffer { get; } = new("GET", Root + "/providers/{name}/sign-in");

    public static AdminRoute StartSignIn { get; } = new("POST", Root + "/auth/sign-ins");

    public static AdminRoute SignIn { get; } = new("GET", Root + "/auth/sign-ins/{name}");

    public static AdminRoute Paste { get; } = new("POST", Root + "/auth/sign-ins/{name}/paste");

    public static AdminRoute CancelSignIn { get; } = new("DELETE", Root + "/auth/sign-ins/{name}");

    public static AdminRoute RefreshCredential { get; } = new("POST", Root + "/connections/{name}/credential/refresh");

    public static AdminRoute ForgetCredential { get; } = new("DELETE", Root + "/connections/{name}/credential");

    public static AdminRoute KeepKey { get; } = new("POST", Root + "/auth/keys");

    public static AdminRoute KeepDiscovered { get; } = new("POST", Root + "/auth/discovered");

    public static AdminRoute ImportCredentials { get; } = new("POST", Root + "/auth/import");

    public static AdminRoute ProbeStore { get; } = new("POST", Root + "/auth/store/probe");

    public static AdminRoute ChangeStore { get; } = new("POST", Root + "/auth/store");

    public static AdminRoute Overrides { get; } = new("GET", Root + "/overrides");

    public static AdminRoute SetOverride { get; } = new("PUT", Root + "/overrides");

    public static AdminRoute PreviewOverride { get; } = new("POST", Root + "/overrides/preview");

    /// <summary>With <c>scope</c> and <c>id</c> in the query; without a scope, all of them.</summary>
    public static AdminRoute ResetOverrides { get; } = new("DELETE", Root + "/overrides");

    public static AdminRoute Sessions { get; } = new("GET", Root + "/sessions");

    public static AdminRoute CreateSession { get; } = new("POST", Root + "/sessions");

    public static AdminRoute TestSession { get; } = new("POST", Root + "/sessions/{name}/test");

    public static AdminRoute EndSession { get; } = new("DELETE", Root + "/sessions/{name}");

    public static AdminRoute Models { get; } = new("GET", Root + "/models");

    /// <summary>A model's name may hold slashes.</summary>
    public static AdminRoute Model { get; } = new("GET", Root + "/models/{**name}");

    public static AdminRoute Keys { get; } = new("GET", Root + "/keys");

    public static AdminRoute CreateKey { get; } = new("POST", Root + "/keys");

    public static AdminRoute RevokeKey { get; } = new("DELETE", Root + "/keys/{name}");

    public static AdminRoute RotateKey { get; } = new("POST", Root + "/keys/{name}/rotate");

    public static AdminRoute Users { get; } = new("GET", Root + "/users");

    public static AdminRoute CreateUser { get; } = new("POST", Root + "/users");

    public static AdminRoute EditUser { get; } = new("PUT", Root + "/users/{name}");

    public static AdminRoute RemoveUser { get; } = new("DELETE", Root + "/users/{name}");

    public static AdminRoute Teams { get; } = new("GET", Root + "/teams");

    public static AdminRoute CreateTeam { get; } = new("POST", Root + "/teams");

    public static AdminRoute RemoveTeam { get; } = new("DELETE", Root + "/teams/{name}");

    public static AdminRoute Usage { get; } = new("GET", Root + "/usage");

    public static AdminRoute UsageOverTime { get; } = new("GET", Root + "/usage/series");

    public static AdminRoute Projection { get; } = new("GET", Root + "/usage/projection");

    /// <summary>A file; see docs/usage.md.</summary>
    public static AdminRoute ExportUsage { get; } = new("GET", Root + "/usage/export");

    /// <summary>A file, written as it is read.</summary>
    public static AdminRoute ExportRequests { get; } = new("GET", Root + "/requests/export");

    public static AdminRoute Requests { get; } = new("GET", Root + "/requests");

    public static AdminRoute RequestTimes { get; } = new("GET", Root + "/requests/histogram");

    public static AdminRoute Request { get; } = new("GET", Root + "/requests/{name}");

    public static AdminRoute Quotas { get; } = new("GET", Root + "/quotas");

    public static AdminRoute Reconcile { get; } = new("POST", Root + "/reconcile");

    public static AdminRoute Budgets { get; } = new("GET", Root + "/budgets");

    public static AdminRoute SetBudget { get; } = new("PUT", Root + "/budgets");

    public static AdminRoute BudgetHolds { get; } = new("GET", Root + "/budgets/holds");

    /// <summary>For a request's id.</summary>
    public static AdminRoute SettleHold { get; } = new("POST", Root + "/budgets/holds/{name}");

    public static AdminRoute SimulateBudget { get; } = new("POST", Root + "/budgets/simulate");

    /// <summary>A budget's id has slashes.</summary>
    public static AdminRoute RemoveBudget { get; } = new("DELETE", Root + "/budgets/{**name}");

    public static AdminRoute Limits { get; } = new("GET", Root + "/limits");

    public static AdminRoute SetLimit { get; } = new("PUT", Root + "/limits");

    /// <summary>A model's name may hold slashes.</summary>
    public static AdminRoute RemoveLimit { get; } = new("DELETE", Root + "/limits/{**name}");

    public static AdminRoute RunCaps { get; } = new("GET", Root + "/caps");

    public static AdminRoute SetRunCap { get; } = new("PUT", Root + "/caps");

    /// <summary>A model's name may hold slashes.</summary>
    public static AdminRoute RemoveRunCap { get; } = new("DELETE", Root + "/caps/{**name}");

    /// <summary>With <c>open=true</c>, those that nobody acknowledged.</summary>
    public static AdminRoute Alerts { get; } = new("GET", Root + "/alerts");

    public static AdminRoute AcknowledgeAlert { get; } = new("POST", Root + "/alerts/{name}/acknowledge");

    public static AdminRoute TestAlerts { get; } = new("POST", Root + "/alerts/test");

    public static AdminRoute Audit { get; } = new("GET", Root + "/audit");

    public static AdminRoute VerifyAudit { get; } = new("GET", Root + "/audit/verify");

    /// <summary>A file, one JSON object a line, the oldest first.</summary>
    public static AdminRoute ExportAudit { get; } = new("GET", Root + "/audit/export");

    public static AdminRoute Estimate { get; } = new("POST", Root + "/estimate");

    public static AdminRoute Recommend { get; } = new("POST", Root + "/recommendations");

    public static AdminRoute Chains { get; } = new("GET", Root + "/chains");

    public static AdminRoute Chain { get; } = new("GET", Root + "/chains/{name}");

    public static AdminRoute SetChain { get; } = new("PUT", Root + "/chains/{name}");

    public static AdminRoute RemoveChain { get; } = new("DELETE", Root + "/chains/{name}");

    public static AdminRoute Preview { get; } = new("POST", Root + "/explain");

    public static AdminRoute ConfigDiff { get; } = new("GET", Root + "/config/diff");

    /// <summary>What runs, value by value, with the source of each.</summary>
    public static AdminRoute Settings { get; } = new("GET", Root + "/settings");

    /// <summary>Reads weir.yaml again.</summary>
    public static AdminRoute Reload { get; } = new("POST", Root + "/config/reload");

    public static AdminRoute Diagnostics { get; } = new("GET", Root + "/diagnostics");

    /// <summary>Who asks.</summary>
    public static AdminRoute ConsoleSession { get; } = new("GET", Root + "/console/session");

    /// <summary>Signs the browser out; with <c>all=true</c>, every browser.</summary>
    public static AdminRoute EndConsoleSession { get; } = new("DELETE", Root + "/console/session");

    public static AdminRoute CreateConsoleLink { get; } = new("POST", Root + "/console/links");

    /// <summary>A stream of server-sent events; see docs/console.md.</summary>
    public static AdminRoute Events { get; } = new("GET", Root + "/events");

    /// <summary>A chat completion that is streamed; see docs/console.md.</summary>
    public static AdminRoute Chat { get; } = new("POST", Root + "/chat");

    public static AdminRoute Status { get; } = new("GET", Root + "/status");
}

/// <summary>A method and a route template with at most one parameter, <c>name</c>.</summary>
public sealed record AdminRoute(string Method, string Template)
{
    /// <summary>The path for a name: escaped, slashes kept where the template takes them.</summary>
    public string PathFor(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Template.Contains("{**name}", StringComparison.Ordinal)
            ? Template.Replace("{**name}", string.Join('/', name.Split('/').Select(Uri.EscapeDataString)), StringComparison.Ordinal)
            : Template.Replace("{name}", Uri.EscapeDataString(name), StringComparison.Ordinal);
    }
}
