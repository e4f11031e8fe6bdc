using Weir.Gateway.Admin.Found;
using Weir.Gateway.Admin.Previews;

namespace Weir.Tests.Invocation;

/// <content>One route of two targets, and a file that is not all that runs.</content>
internal sealed partial class FakeAdmin
{
    public string DiffState { get; set; } = "changed";

    public Task<RoutePreview> PreviewAsync(RouteQuestion question, CancellationToken cancellationToken) => Give(
        question.Model == "nothing"
            ? Preview(question) with { Error = "model_not_available", Message = "There is no model \"nothing\".", Action = "Use another." }
            : Preview(question) with
            {
                Candidates =
                [
                    new() { Place = 1, Step = 1, Strategy = "order", Target = "lab/gpt-5", Provider = "openai", Lane = "translated", Dialect = "openai-responses", Dropped = [new("top_k", "no such thing there")], InputUsdPerMillion = 1.25m, OutputUsdPerMillion = 10m },
                    new() { Step = 2, Strategy = "order", Target = "other/m", Skipped = "It has no key." },
                ],
            },
        question);

    public Task<IReadOnlyList<FoundEntry>> FoundAsync(CancellationToken cancellationToken) => Give<IReadOnlyList<FoundEntry>>(
    [
        new() { Name = "openai", Provider = "openai", Title = "OpenAI", Kind = "variable", Source = "OPENAI_API_KEY", State = "connected", Models = 40 },
        new() { Name = "anthropic", Provider = "anthropic", Title = "Anthropic", Kind = "opencode", Source = "/home/ada/.local/share/opencode/auth.json", State = "left", Reason = "Its token is renewed in turns." },
    ]);

    public Task<ConfigDiff> ConfigDiffAsync(CancellationToken cancellationToken) => Give(new ConfigDiff
    {
        File = "/etc/weir.yaml",
        Running = true,
        SnapshotVersion = 3,
        LoadedAt = FixedTime.Now,
        State = DiffState,
        Changes = DiffState == "same" ? [] : [new("providers.lab.base_url", 4, "http://new/v1", "http://old/v1", "not_read_yet")],
        Database = [new("connection", "extra", "openai", "added", null)],
    });

    private static RoutePreview Preview(RouteQuestion question) => new() { SnapshotVersion = 3, Model = question.Model, Key = question.Key, Operation = "chat", Dialect = "openai-chat" };
}
