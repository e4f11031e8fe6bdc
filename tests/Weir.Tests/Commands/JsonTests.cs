using System.Text.Json;
using Weir.Invocation;
using Weir.Tests.Invocation;

namespace Weir.Tests.Commands;

/// <summary>What scripts rely on: one document, these names.</summary>
public sealed class JsonTests
{
    [Theory]
    [InlineData("providers list", JsonValueKind.Array, "id", "name", "dialect", "variables", "authMethods", "documentation", "models", "connections", "found", "served", "reason")]
    [InlineData("providers list --all", JsonValueKind.Array, "id")]
    [InlineData("providers status", JsonValueKind.Array, "name", "provider", "origin", "declared", "status", "reason", "credential", "lastUsed", "lastError", "lastErrorAt", "limitedUntil", "underWay", "models", "loadedModels", "checkedAt", "requestsToday", "costTodayUsd")]
    [InlineData("providers", JsonValueKind.Array, "name", "status")]
    [InlineData("providers show lab", JsonValueKind.Object, "provider", "connections")]
    [InlineData("providers found", JsonValueKind.Array, "name", "provider", "title", "kind", "source", "state", "reason", "models")]
    [InlineData("models switch fast --dry-run", JsonValueKind.Object, "override", "before", "perRunDifferenceUsd", "perRunDifference")]
    [InlineData("providers test", JsonValueKind.Array, "connection", "ok", "errorKind", "message", "action", "durationMs")]
    [InlineData("models list", JsonValueKind.Array, "name", "aliases", "contextLimit", "outputLimit", "inputUsdPerMillion", "outputUsdPerMillion", "blendedUsdPerMillion", "capabilities", "status")]
    [InlineData("models show fast", JsonValueKind.Object, "name", "connection", "provider")]
    [InlineData("models current", JsonValueKind.Array, "scope", "id", "target", "model", "reason", "temporary", "setAt", "setBy")]
    [InlineData("models switch fast", JsonValueKind.Object, "override", "before", "inputDifferenceUsdPerMillion", "outputDifferenceUsdPerMillion", "difference")]
    [InlineData("models reset", JsonValueKind.Array, "scope", "target")]
    [InlineData("sessions list", JsonValueKind.Array, "id", "connection", "provider", "model", "state", "createdBy", "createdAt", "secondsLeft", "uses", "costNanoDollars", "costUsd")]
    [InlineData("sessions test 3f9a1c2b04", JsonValueKind.Object, "session", "ok", "model", "requestId", "answer", "costUsd", "errorKind", "message", "action", "durationMs")]
    [InlineData("sessions end 3f9a1c2b04", JsonValueKind.Object, "id", "state")]
    [InlineData("budgets list", JsonValueKind.Array, "id", "on", "window", "unit", "limit", "spent", "held", "left", "hard", "alert", "alerting", "timezone", "rollingMinutes", "resetHour", "resetDay", "resetWeekday", "resetsAt", "origin")]
    [InlineData("budgets set gateway --daily 5", JsonValueKind.Object, "id", "limit", "spent")]
    [InlineData("budgets remove gateway/daily/usd --yes", JsonValueKind.Object, "id", "spent")]
    [InlineData("models recommend --task coding --budget 0.02 --needs tools", JsonValueKind.Object, "task", "models", "leftOut")]
    [InlineData("budgets doctor", JsonValueKind.Object, "holds", "mismatches")]
    [InlineData("budgets settle req_1 --free", JsonValueKind.Object, "requestId", "attempt", "node", "createdAt", "ageSeconds", "expired", "uncertain", "shares")]
    [InlineData("budgets simulate lab/m", JsonValueKind.Object, "model", "requests", "atOnce", "inTurn", "inputTokensMost", "outputTokens", "worst", "worstTokens", "likely", "message", "action", "refusedBy", "budgets")]
    [InlineData("limits list", JsonValueKind.Array, "on", "rpm", "tpm", "concurrent", "usedRequests", "usedTokens", "running", "origin")]
    [InlineData("limits set gateway --rpm 5", JsonValueKind.Object, "on", "rpm")]
    [InlineData("limits remove gateway --yes", JsonValueKind.Object, "on", "rpm")]
    [InlineData("caps list", JsonValueKind.Array, "on", "softTokens", "hardTokens", "origin")]
    [InlineData("caps set gateway --hard 5", JsonValueKind.Object, "on", "hardTokens")]
    [InlineData("caps remove gateway --yes", JsonValueKind.Object, "on", "hardTokens")]
    [InlineData("chains list", JsonValueKind.Array, "name", "targets", "strategy", "weights", "retries", "moveOn", "deadlineSeconds", "askBeforeSwitching", "onCut", "origin", "editable", "problem", "setAt", "setBy", "requests", "failed")]
    [InlineData("chains show coding", JsonValueKind.Object, "name", "targets")]
    [InlineData("chains set coding lab/gpt-5", JsonValueKind.Object, "name", "targets")]
    [InlineData("chains move coding 2 1", JsonValueKind.Object, "name", "targets")]
    [InlineData("chains remove coding --yes", JsonValueKind.Object, "name")]
    [InlineData("chains try coding", JsonValueKind.Object, "candidates")]
    [InlineData("keys list", JsonValueKind.Array, "id", "name", "prefix", "admin", "user", "models", "state", "createdAt", "expiresAt", "revokedAt")]
    [InlineData("keys show ci", JsonValueKind.Object, "id", "state")]
    [InlineData("keys create new-one", JsonValueKind.Object, "key", "id", "name")]
    [InlineData("keys rotate ci", JsonValueKind.Object, "key", "id", "name")]
    [InlineData("keys revoke ci --yes", JsonValueKind.Object, "id", "state")]
    [InlineData("usage", JsonValueKind.Object, "by", "since", "until", "rows", "totals")]
    [InlineData("requests list", JsonValueKind.Array, "id", "time", "status", "attemptCount")]
    [InlineData("explain req_1", JsonValueKind.Object, "id", "time", "key", "user", "connection", "provider", "modelAsked", "modelAnswered", "dialect", "operation", "streamed", "status", "error", "estimated", "costNanoDollars", "costUsd", "priceVersion", "usage", "ttfbMs", "durationMs", "tags", "runId", "attempts")]
    [InlineData("requests show req_1", JsonValueKind.Object, "id", "attempts")]
    [InlineData("status", JsonValueKind.Object, "version", "running", "url", "uptimeSeconds", "configPath", "configProblems", "snapshotVersion", "catalogDate", "sqliteEngine", "connections")]
    [InlineData("catalog info", JsonValueKind.Object, "date", "source", "providers", "models", "path")]
    [InlineData("catalog diff", JsonValueKind.Object, "before", "after", "changes")]
    [InlineData("config validate weir.yaml", JsonValueKind.Object, "file", "valid", "problems")]
    [InlineData("config show", JsonValueKind.Object, "file", "source", "problems", "connections")]
    [InlineData("config show --sources", JsonValueKind.Object, "node", "file", "fileExists", "loadedAt", "checkedAt", "problems", "catalog", "secrets", "values")]
    [InlineData("config reload", JsonValueKind.Object, "taken", "file", "snapshotVersion", "connections", "problems", "needsRestart")]
    [InlineData("doctor database gateway", JsonValueKind.Object, "healthy", "findings")]
    [InlineData("init --dry-run", JsonValueKind.Object, "file", "written", "found", "text")]
    [InlineData("version", JsonValueKind.Object, "version", "commit", "runtime", "platform")]
    public async Task A_command_writes_one_document_with_its_names(string command, JsonValueKind kind, params string[] names)
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync([.. command.Split(' '), "--json"]);

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        var json = result.Json();
        Assert.Equal(kind, json.ValueKind);
        var entry = kind == JsonValueKind.Array ? json[0] : json;
        var present = entry.EnumerateObject().Select(property => property.Name).ToHashSet();
        Assert.All(names, name => Assert.Contains(name, present));
        Assert.All(present, name => Assert.True(char.IsAsciiLetterLower(name[0]), name));
    }

    [Fact]
    public async Task An_attempt_has_its_names()
    {
        using var cli = new CliKit();

        var attempt = (await cli.RunAsync("explain", "req_1", "--json")).Json().GetProperty("attempts")[0];

        Assert.Equal(
            ["connection", "costNanoDollars", "costParts", "detail", "durationMs", "error", "estimated", "model", "number", "priceVersion", "startedAfterMs", "status", "ttfbMs", "upstreamId", "usage"],
            attempt.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("keys list")]
    [InlineData("keys show ci")]
    [InlineData("keys revoke ci --yes")]
    public async Task A_key_is_in_no_answer_but_that_of_its_making(string command)
    {
        using var cli = new CliKit();

        var result = await cli.RunAsync([.. command.Split(' '), "--json"]);

        Assert.DoesNotContain(FakeAdmin.Secret, result.Output, StringComparison.Ordinal);
        Assert.False(result.Output.Contains("\"key\":", StringComparison.Ordinal));
    }
}
