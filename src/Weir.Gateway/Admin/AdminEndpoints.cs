using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Weir.Gateway.Admin;

/// <summary>The admin API over an <see cref="IGatewayAdmin"/>. Who may call is decided where the routes are registered.</summary>
public static class AdminEndpoints
{
    /// <summary>The largest request body: connections with lists of models.</summary>
    private const int LargestBody = 1024 * 1024;

    /// <summary>A request that is thought of may be as long as a conversation.</summary>
    private const int LargestQuestion = 16 * 1024 * 1024;

    /// <summary>Registers every route of <see cref="AdminRoutes"/>.</summary>
    /// <param name="admin">Does the work.</param>
    /// <param name="map">Registers a handler for a method and a route template, with its access rule.</param>
    public static void Map(IGatewayAdmin admin, Action<string, string, RequestDelegate> map)
    {
        ArgumentNullException.ThrowIfNull(admin);
        ArgumentNullException.ThrowIfNull(map);
        var json = AdminJson.Default;
        Add(AdminRoutes.Providers, json.IReadOnlyListProviderEntry, (_, token) => admin.ListProvidersAsync(token));
        Add(AdminRoutes.ConnectionStatuses, json.IReadOnlyListConnectionStatus, (_, token) => admin.ConnectionStatusesAsync(token));
        Add(AdminRoutes.Provider, json.ProviderDetail, (context, token) => admin.GetProviderAsync(AdminQuery.Name(context), token));
        Add(AdminRoutes.Connections, json.IReadOnlyListConnectionEntry, (_, token) => admin.ListConnectionsAsync(token));
        Add(AdminRoutes.TestConnection, json.ConnectionTest, (context, token) => admin.TestConnectionAsync(AdminQuery.Name(context), token));
        Add(AdminRoutes.SaveConnection, json.ConnectionEntry, async (context, token) =>
            await admin.SaveConnectionAsync(await ReadAsync(context, json.ConnectionOrder, token), token));
        Add(AdminRoutes.RemoveConnection, json.ConnectionEntry, (context, token) => admin.RemoveConnectionAsync(AdminQuery.Name(context), token));
        Add(AdminRoutes.SwitchConnection, json.ConnectionEntry, async (context, token) =>
            await admin.SwitchConnectionAsync(AdminQuery.Name(context), await ReadAsync(context, json.ConnectionSwitch, token), token));
        Add(AdminRoutes.Auth, json.AuthReport, (_, token) => admin.AuthAsync(token));
        Add(AdminRoutes.SignInOffer, json.SignInOffer, (context, token) => admin.SignInOfferAsync(AdminQuery.Name(context), token));
        Add(AdminRoutes.StartSignIn, json.SignInEntry, async (context, token) => await admin.StartSignInAsync(await ReadAsync(context, json.SignInRequest, token), token));
        Add(AdminRoutes.SignIn, json.SignInEntry, (context, token) => admin.SignInAsync(AdminQuery.Name(context), token));
        Add(AdminRoutes.Paste, json.SignInEntry, async (context, token) =>
            await admin.PasteAsync(AdminQuery.Name(context), await ReadAsync(context, json.SignInPaste, token), token));
        Add(AdminRoutes.CancelSignIn, json.SignInEntry, (context, token) => admin.CancelSignInAsync(AdminQuery.Name(context), token));
        Add(AdminRoutes.RefreshCredential, json.CredentialEntry, (context, token) => admin.RefreshCredentialAsync(AdminQuery.Name(context), token));
        Add(AdminRoutes.ForgetCredential, json.CredentialEntry, (context, token) => admin.ForgetCredentialAsync(AdminQuery.Name(context), token));
        Add(AdminRoutes.KeepKey, json.KeptKey, async (context, token) => await admin.KeepKeyAsync(await ReadAsync(context, json.KeyToKeep, token), token));
        Add(AdminRoutes.KeepDiscovered, json.IReadOnlyListConnectionEntry, async (context, token) =>
            await admin.KeepDiscoveredAsync(await ReadAsync(context, json.DiscoveredSignIn, token), token));
        Add(AdminRoutes.ImportCredentials, json.ImportReport, (_, token) => admin.ImportCredentialsAsync(token));
        Add(AdminRoutes.ProbeStore, json.StoreProbe, (_, token) => admin.ProbeStoreAsync(token));
        Add(AdminRoutes.ChangeStore, json.StoreReport, async (context, token) => await admin.ChangeStoreAsync(await ReadAsync(context, json.StoreChange, token), token));
        Add(AdminRoutes.Overrides, json.IReadOnlyListOverrideEntry, (_, token) => admin.ListOverridesAsync(token));
        Add(AdminRoutes.SetOverride, json.OverrideChange, async (context, token) =>
            await admin.SetOverrideAsync(await ReadAsync(context, json.OverrideOrder, token) with { By = AdminQuery.Caller(context) }, token));
        Add(AdminRoutes.ResetOverrides, json.IReadOnlyListOverrideEntry, (context, token) => admin.ResetOverridesAsync(AdminQuery.Subject(context), token));
        Add(AdminRoutes.Sessions, json.IReadOnlyListSessionEntry, (_, token) => admin.ListSessionsAsync(token));
        Add(AdminRoutes.CreateSession, json.CreatedSession, async (context, token) =>
            await admin.CreateSessionAsync(await ReadAsync(context, json.SessionOrder, token) with { By = AdminQuery.Caller(context) }, token), StatusCodes.Status201Created);
        Add(AdminRoutes.TestSession, json.SessionTest, (context, token) => admin.TestSessionAsync(AdminQuery.Name(context), token));
        Add(AdminRoutes.EndSession, json.SessionEntry, (context, token) => admin.EndSessionAsync(AdminQuery.Name(context), token));
        Add(AdminRoutes.Models, json.IReadOnlyListModelEntry, (context, token) => admin.ListModelsAsync(AdminQuery.Text(context, "provider"), token));
        Add(AdminRoutes.Model, json.ModelEntry, (context, token) => admin.GetModelAsync(AdminQuery.Name(context), token));
        Add(AdminRoutes.Keys, json.IReadOnlyListKeyEntry, (_, token) => admin.ListKeysAsync(token));
        Add(AdminRoutes.CreateKey, json.CreatedKey, async (context, token) =>
            await admin.CreateKeyAsync(await ReadAsync(context, json.KeyOrder, token), token), StatusCodes.Status201Created);
        Add(AdminRoutes.RevokeKey, json.KeyEntry, (context, token) => admin.RevokeKeyAsync(AdminQuery.Name(context), token));
        Add(AdminRoutes.RotateKey, json.CreatedKey, async (context, token) =>
            await admin.RotateKeyAsync(AdminQuery.Name(context), AdminQuery.Overlap(await ReadAsync(context, json.KeyRotation, token)), token));
        Add(AdminRoutes.Usage, json.UsageReport, (context, token) => admin.UsageAsync(AdminQuery.Usage(context), token));
        Add(AdminRoutes.Requests, json.IReadOnlyListRequestEntry, (context, token) =>
            admin.RequestsAsync(AdminQuery.Requests(context), AdminQuery.Limit(context), token));
        Add(AdminRoutes.Request, json.RequestTrace, (context, token) => admin.ExplainAsync(AdminQuery.Name(context), token));
        Add(AdminRoutes.Quotas, json.IReadOnlyListQuotaEntry, (_, token) => admin.QuotasAsync(token));
        Add(AdminRoutes.Budgets, json.IReadOnlyListBudgetEntry, (_, token) => admin.ListBudgetsAsync(token));
        Add(AdminRoutes.SetBudget, json.BudgetEntry, async (context, token) => await admin.SetBudgetAsync(await ReadAsync(context, json.BudgetOrder, token), token));
        Add(AdminRoutes.RemoveBudget, json.BudgetEntry, (context, token) => admin.RemoveBudgetAsync(AdminQuery.Name(context), token));
        Add(AdminRoutes.BudgetHolds, json.BudgetCheckup, (_, token) => admin.CheckBudgetsAsync(token));
        Add(AdminRoutes.Estimate, json.CostEstimate, async (context, token) => await admin.EstimateAsync(await ReadAsync(context, json.RouteQuestion, token, LargestQuestion), token));
        Add(AdminRoutes.Preview, json.RoutePreview, async (context, token) => await admin.PreviewAsync(await ReadAsync(context, json.RouteQuestion, token, LargestQuestion), token));
        Add(AdminRoutes.ConfigDiff, json.ConfigDiff, (_, token) => admin.ConfigDiffAsync(token));
        Add(AdminRoutes.Status, json.GatewayStatus, (_, token) => admin.StatusAsync(token));

        void Add<T>(AdminRoute route, JsonTypeInfo<T> type, Func<HttpContext, CancellationToken, Task<T>> answer, int status = StatusCodes.Status200OK) =>
            map(route.Method, route.Template, context => AnswerAsync(context, type, answer, status));
    }

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

    private static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, CancellationToken cancellationToken, int largest = LargestBody)
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
