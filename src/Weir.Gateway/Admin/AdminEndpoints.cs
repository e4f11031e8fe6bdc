using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Weir.Dialects.Errors;
using Weir.Gateway.Admin.Browsers;
using Weir.Gateway.Admin.Exports;
using Weir.Gateway.Admin.Roles;
using Weir.Gateway.Security;
using Weir.Metering.People;
using Weir.Storage;

namespace Weir.Gateway.Admin;

/// <summary>The admin API over an <see cref="IGatewayAdmin"/>. Who may call is decided where the routes are registered.</summary>
public static class AdminEndpoints
{
    /// <summary>The largest request body: connections with lists of models.</summary>
    private const int LargestBody = 1024 * 1024;

    /// <summary>A request that is thought of may be as long as a conversation.</summary>
    private const int LargestQuestion = 16 * 1024 * 1024;

    /// <summary>A row for each request of a month.</summary>
    private const int LargestExport = 96 * 1024 * 1024;

    /// <summary>Registers every route of <see cref="AdminRoutes"/>.</summary>
    /// <param name="admin">Does the work.</param>
    /// <param name="map">Registers a handler for a route, with its access rule, and sees to it that <see cref="AdminQuery.NoteCaller"/> comes before the handler.</param>
    public static void Map(IGatewayAdmin admin, Action<AdminRoute, RequestDelegate> map)
    {
        ArgumentNullException.ThrowIfNull(map);
        foreach (var operation in Operations(admin))
        {
            map(operation.Route, operation.Handler);
        }

        new ExportEndpoint(admin).Map(map);
    }

    /// <summary>Every operation with what it takes and gives: what is served, and what docs/admin-openapi.json tells of.</summary>
    internal static IReadOnlyList<AdminOperation> Operations(IGatewayAdmin admin)
    {
        ArgumentNullException.ThrowIfNull(admin);
        var json = AdminJson.Default;
        var operations = new List<AdminOperation>();
        Add(AdminRoutes.Providers, json.IReadOnlyListProviderEntry, (_, token) => admin.ListProvidersAsync(token));
        Add(AdminRoutes.ConnectionStatuses, json.IReadOnlyListConnectionStatus, (_, token) => admin.ConnectionStatusesAsync(token));
        Add(AdminRoutes.Provider, json.ProviderDetail, (context, token) => admin.GetProviderAsync(AdminQuery.Name(context), token));
        Add(AdminRoutes.Found, json.IReadOnlyListFoundEntry, (_, token) => admin.FoundAsync(token));
        Add(AdminRoutes.Connections, json.IReadOnlyListConnectionEntry, (_, token) => admin.ListConnectionsAsync(token));
        Add(AdminRoutes.TestConnection, json.ConnectionTest, (context, token) => admin.TestConnectionAsync(AdminQuery.Name(context), token));
        Take(AdminRoutes.SaveConnection, json.ConnectionEntry, json.ConnectionOrder, (context, body, token) => admin.SaveConnectionAsync(body, token));
        Add(AdminRoutes.RemoveConnection, json.ConnectionEntry, (context, token) => admin.RemoveConnectionAsync(AdminQuery.Name(context), token));
        Take(AdminRoutes.SwitchConnection, json.ConnectionEntry, json.ConnectionSwitch, (context, body, token) => admin.SwitchConnectionAsync(AdminQuery.Name(context), body, token));
        Add(AdminRoutes.Auth, json.AuthReport, (_, token) => admin.AuthAsync(token));
        Add(AdminRoutes.SignInOffer, json.SignInOffer, (context, token) => admin.SignInOfferAsync(AdminQuery.Name(context), token));
        Take(AdminRoutes.StartSignIn, json.SignInEntry, json.SignInRequest, (context, body, token) => admin.StartSignInAsync(body, token));
        Add(AdminRoutes.SignIn, json.SignInEntry, (context, token) => admin.SignInAsync(AdminQuery.Name(context), token));
        Take(AdminRoutes.Paste, json.SignInEntry, json.SignInPaste, (context, body, token) => admin.PasteAsync(AdminQuery.Name(context), body, token));
        Add(AdminRoutes.CancelSignIn, json.SignInEntry, (context, token) => admin.CancelSignInAsync(AdminQuery.Name(context), token));
        Add(AdminRoutes.RefreshCredential, json.CredentialEntry, (context, token) => admin.RefreshCredentialAsync(AdminQuery.Name(context), token));
        Add(AdminRoutes.ForgetCredential, json.CredentialEntry, (context, token) => admin.ForgetCredentialAsync(AdminQuery.Name(context), token));
        Take(AdminRoutes.KeepKey, json.KeptKey, json.KeyToKeep, (context, body, token) => admin.KeepKeyAsync(body, token));
        Take(AdminRoutes.KeepDiscovered, json.IReadOnlyListConnectionEntry, json.DiscoveredSignIn, (context, body, token) => admin.KeepDiscoveredAsync(body, token));
        Add(AdminRoutes.ImportCredentials, json.ImportReport, (_, token) => admin.ImportCredentialsAsync(token));
        Add(AdminRoutes.ProbeStore, json.StoreProbe, (_, token) => admin.ProbeStoreAsync(token));
        Take(AdminRoutes.ChangeStore, json.StoreReport, json.StoreChange, (context, body, token) => admin.ChangeStoreAsync(body, token));
        Add(AdminRoutes.Overrides, json.IReadOnlyListOverrideEntry, (_, token) => admin.ListOverridesAsync(token));
        Take(AdminRoutes.SetOverride, json.OverrideChange, json.OverrideOrder, (context, body, token) => admin.SetOverrideAsync(body with { By = AdminQuery.Caller(context) }, token));
        Take(AdminRoutes.PreviewOverride, json.OverrideChange, json.OverrideOrder, (context, body, token) => admin.PreviewOverrideAsync(body with { By = AdminQuery.Caller(context) }, token));
        Add(AdminRoutes.ResetOverrides, json.IReadOnlyListOverrideEntry, (context, token) => admin.ResetOverridesAsync(AdminQuery.Subject(context), token));
        Add(AdminRoutes.Sessions, json.IReadOnlyListSessionEntry, (_, token) => admin.ListSessionsAsync(token));
        Take(AdminRoutes.CreateSession, json.CreatedSession, json.SessionOrder, (context, body, token) => admin.CreateSessionAsync(body with { By = AdminQuery.Caller(context) }, token), StatusCodes.Status201Created);
        Add(AdminRoutes.TestSession, json.SessionTest, (context, token) => admin.TestSessionAsync(AdminQuery.Name(context), token));
        Add(AdminRoutes.EndSession, json.SessionEntry, (context, token) => admin.EndSessionAsync(AdminQuery.Name(context), token));
        Add(AdminRoutes.Models, json.IReadOnlyListModelEntry, (context, token) => admin.ListModelsAsync(AdminQuery.Text(context, "provider"), token));
        Add(AdminRoutes.Model, json.ModelEntry, (context, token) => admin.GetModelAsync(AdminQuery.Name(context), token));
        Add(AdminRoutes.Keys, json.IReadOnlyListKeyEntry, (context, token) => OwnOnly.KeysAsync(context, admin, token));
        Take(AdminRoutes.CreateKey, json.CreatedKey, json.KeyOrder, (context, body, token) => admin.CreateKeyAsync(OwnOnly.Of(context, body), token), StatusCodes.Status201Created);
        Add(AdminRoutes.RevokeKey, json.KeyEntry, async (context, token) =>
            await admin.RevokeKeyAsync(await OwnOnly.KeyAsync(context, admin, AdminQuery.Name(context), token), token));
        Take(AdminRoutes.RotateKey, json.CreatedKey, json.KeyRotation, async (context, body, token) =>
            await admin.RotateKeyAsync(await OwnOnly.KeyAsync(context, admin, AdminQuery.Name(context), token), AdminQuery.Overlap(body), token));
        Add(AdminRoutes.Users, json.IReadOnlyListUserEntry, (_, token) => admin.ListUsersAsync(token));
        Take(AdminRoutes.CreateUser, json.UserEntry, json.UserOrder, (_, body, token) => admin.CreateUserAsync(body, token), StatusCodes.Status201Created);
        Take(AdminRoutes.EditUser, json.UserEntry, json.UserEdit, (context, body, token) => admin.EditUserAsync(AdminQuery.Name(context), body, token));
        Add(AdminRoutes.RemoveUser, json.UserRemoval, (context, token) => admin.RemoveUserAsync(AdminQuery.Name(context), token));
        Add(AdminRoutes.Teams, json.IReadOnlyListTeamEntry, (_, token) => admin.ListTeamsAsync(token));
        Take(AdminRoutes.CreateTeam, json.TeamEntry, json.TeamOrder, (_, body, token) => admin.CreateTeamAsync(body, token), StatusCodes.Status201Created);
        Add(AdminRoutes.RemoveTeam, json.TeamEntry, (context, token) => admin.RemoveTeamAsync(AdminQuery.Name(context), token));
        Add(AdminRoutes.Usage, json.UsageReport, (context, token) => admin.UsageAsync(OwnOnly.Of(context, AdminQuery.Usage(context)), token));
        Add(AdminRoutes.UsageOverTime, json.UsageOverTime, (context, token) => admin.UsageOverTimeAsync(OwnOnly.Of(context, AdminQuery.UsageOverTime(context)), token));
        Add(AdminRoutes.Projection, json.UsageProjection, (context, token) => admin.ProjectionAsync(AdminQuery.Text(context, "timezone"), OwnOnly.Of(context, AdminQuery.Filters(context)), token));
        Add(AdminRoutes.Requests, json.IReadOnlyListRequestEntry, (context, token) =>
            admin.RequestsAsync(OwnOnly.Of(context, AdminQuery.Requests(context)), AdminQuery.Limit(context), token));
        Add(AdminRoutes.RequestTimes, json.RequestTimes, (context, token) =>
            admin.RequestTimesAsync(OwnOnly.Of(context, AdminQuery.Requests(context)), AdminQuery.Span(context), token));
        Add(AdminRoutes.Request, json.RequestTrace, (context, token) => OwnOnly.RequestAsync(context, admin, AdminQuery.Name(context), token));
        Add(AdminRoutes.Quotas, json.IReadOnlyListQuotaEntry, (context, token) => admin.QuotasAsync(AdminQuery.Text(context, "connection"), AdminQuery.Flag(context, "refresh") ?? false, token));
        Take(AdminRoutes.Reconcile, json.ReconcileReport, json.ReconcileOrder, (_, body, token) => admin.ReconcileAsync(body, token), largest: LargestExport);
        Add(AdminRoutes.Budgets, json.IReadOnlyListBudgetEntry, (context, token) => OwnOnly.BudgetsAsync(context, admin, token));
        Take(AdminRoutes.SetBudget, json.BudgetEntry, json.BudgetOrder, (_, body, token) => admin.SetBudgetAsync(body, token));
        Add(AdminRoutes.RemoveBudget, json.BudgetEntry, (context, token) => admin.RemoveBudgetAsync(AdminQuery.Name(context), token));
        Take(AdminRoutes.SimulateBudget, json.BudgetTrial, json.BudgetQuestion, (_, body, token) => admin.SimulateBudgetAsync(body, token));
        Add(AdminRoutes.Limits, json.IReadOnlyListLimitEntry, (context, token) => OwnOnly.LimitsAsync(context, admin, token));
        Take(AdminRoutes.SetLimit, json.LimitEntry, json.LimitOrder, (_, body, token) => admin.SetLimitAsync(body, token));
        Add(AdminRoutes.RemoveLimit, json.LimitEntry, (context, token) => admin.RemoveLimitAsync(AdminQuery.Name(context), token));
        Add(AdminRoutes.RunCaps, json.IReadOnlyListRunCapEntry, (_, token) => admin.ListRunCapsAsync(token));
        Take(AdminRoutes.SetRunCap, json.RunCapEntry, json.RunCapOrder, (_, body, token) => admin.SetRunCapAsync(body, token));
        Add(AdminRoutes.RemoveRunCap, json.RunCapEntry, (context, token) => admin.RemoveRunCapAsync(AdminQuery.Name(context), token));
        Add(AdminRoutes.BudgetHolds, json.BudgetCheckup, (_, token) => admin.CheckBudgetsAsync(token));
        Add(AdminRoutes.Alerts, json.IReadOnlyListAlertEntry, (context, token) => admin.ListAlertsAsync(AdminQuery.Flag(context, "open") ?? false, AdminQuery.Limit(context), token));
        Add(AdminRoutes.AcknowledgeAlert, json.AlertEntry, (context, token) => admin.AcknowledgeAlertAsync(AdminQuery.Name(context), AdminQuery.Caller(context), token));
        Add(AdminRoutes.TestAlerts, json.IReadOnlyListAlertTrial, (_, token) => admin.TestAlertsAsync(token));
        Add(AdminRoutes.Audit, json.IReadOnlyListAuditEntry, (context, token) => admin.AuditAsync(AdminQuery.Audit(context), AdminQuery.Limit(context), token));
        Add(AdminRoutes.VerifyAudit, json.AuditCheck, (context, token) => admin.VerifyAuditAsync(AdminQuery.Text(context, "anchor"), token));
        Take(AdminRoutes.SettleHold, json.HoldEntry, json.HoldVerdict, (context, body, token) => admin.SettleHoldAsync(AdminQuery.Name(context), body, token));
        Take(AdminRoutes.Estimate, json.CostEstimate, json.RouteQuestion, (_, body, token) => admin.EstimateAsync(body, token), largest: LargestQuestion);
        Take(AdminRoutes.Recommend, json.Recommendation, json.RecommendationQuestion, (_, body, token) => admin.RecommendAsync(body, token));
        Add(AdminRoutes.Chains, json.IReadOnlyListChainEntry, (_, token) => admin.ListChainsAsync(token));
        Add(AdminRoutes.Chain, json.ChainEntry, (context, token) => admin.GetChainAsync(AdminQuery.Name(context), token));
        Take(AdminRoutes.SetChain, json.ChainEntry, json.ChainOrder, (context, body, token) => admin.SetChainAsync(AdminQuery.Name(context), body with { By = AdminQuery.Caller(context) }, token));
        Add(AdminRoutes.RemoveChain, json.ChainEntry, (context, token) => admin.RemoveChainAsync(AdminQuery.Name(context), token));
        Take(AdminRoutes.Preview, json.RoutePreview, json.RouteQuestion, (_, body, token) => admin.PreviewAsync(body, token), largest: LargestQuestion);
        Add(AdminRoutes.ConfigDiff, json.ConfigDiff, (_, token) => admin.ConfigDiffAsync(token));
        Add(AdminRoutes.Settings, json.SettingsReport, (_, token) => admin.SettingsAsync(token));
        Add(AdminRoutes.Reload, json.ReloadReport, (_, token) => admin.ReloadAsync(token));
        Add(AdminRoutes.Diagnostics, json.DiagnosticsReport, (_, token) => admin.DiagnosticsAsync(token));
        Add(AdminRoutes.ConsoleSession, json.ConsoleSession, (context, _) => Task.FromResult(SessionOf(AdminQuery.CallerOf(context))));
        Add(AdminRoutes.CreateConsoleLink, json.ConsoleLink, (context, token) => admin.CreateConsoleLinkAsync(AdminQuery.CallerId(context), token), StatusCodes.Status201Created);
        Add(AdminRoutes.Status, json.GatewayStatus, (_, token) => admin.StatusAsync(token));

        return operations;

        void Add<T>(AdminRoute route, JsonTypeInfo<T> type, Func<HttpContext, CancellationToken, Task<T>> answer, int status = StatusCodes.Status200OK) =>
            operations.Add(new AdminOperation(route, null, type, status, context => AnswerAsync(context, type, answer, status)));

        void Take<TBody, T>(
            AdminRoute route, JsonTypeInfo<T> type, JsonTypeInfo<TBody> bodyType, Func<HttpContext, TBody, CancellationToken, Task<T>> answer, int status = StatusCodes.Status200OK, int largest = LargestBody) =>
            operations.Add(new AdminOperation(route, bodyType, type, status, context => AnswerAsync(
                context, type, async (http, token) => await answer(http, await ReadAsync(http, bodyType, token, largest), token), status)));
    }

    private static ConsoleSession SessionOf(Caller caller) => new(caller.Name, caller.Role.Word(), caller.User, caller.Team);

    /// <summary>Writes a problem as the admin API does: for refusals that happen before a handler runs.</summary>
    public static Task WriteProblemAsync(HttpContext context, AdminProblem problem)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(problem);
        var id = context.Response.Headers["x-weir-request-id"].ToString();
        context.Response.StatusCode = problem.Status;
        return WriteAsync(
            context,
            problem with { RequestId = id.Length > 0 ? id : context.TraceIdentifier },
            AdminJson.Default.AdminProblem,
            "application/problem+json");
    }

    private static async Task AnswerAsync<T>(HttpContext context, JsonTypeInfo<T> type, Func<HttpContext, CancellationToken, Task<T>> answer, int status)
    {
        T value;
        try
        {
            value = await answer(context, context.RequestAborted);
        }
        catch (AdminException exception)
        {
            await WriteProblemAsync(context, exception.Problem);
            return;
        }
        catch (StorageException exception)
        {
            await WriteProblemAsync(context, AdminProblem.From(new WeirError(ErrorKind.Overloaded, exception.Message, exception.Action) { Status = StatusCodes.Status503ServiceUnavailable }));
            return;
        }

        context.Response.StatusCode = status;
        await WriteAsync(context, value, type, "application/json");
    }

    private static async Task WriteAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type, string contentType)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(value, type);
        context.Response.ContentType = contentType;
        context.Response.ContentLength = bytes.Length;

        // Answers hold keys and what was spent: no cache may keep them.
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    internal static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, CancellationToken cancellationToken, int largest = LargestBody)
    {
        if (context.Request.ContentLength is not { } length || length <= 0 || length > largest)
        {
            throw Invalid($"The body must be a JSON object of at most {largest} bytes, with a content-length.");
        }

        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, type, cancellationToken) ?? throw Invalid("The body is null.");
        }
        catch (JsonException exception)
        {
            throw Invalid($"The body can't be read: {exception.Message}");
        }
    }

    private static AdminException Invalid(string detail) => new(AdminProblem.Invalid(detail, "Send the JSON object that docs/cli-json.md shows."));
}
