using Weir.Catalog;
using Weir.Routing.Wires;

namespace Weir.Routing.Providers;

/// <summary>Vertex AI: the address follows from project and location, which have many names. With nothing but an API key, Google's express mode needs neither.</summary>
public sealed class GoogleVertex : ProviderRules
{
    private const string Express = "https://aiplatform.googleapis.com/v1/publishers/google";

    private static readonly string[] Projects = ["GOOGLE_VERTEX_PROJECT", "GOOGLE_CLOUD_PROJECT", "GCP_PROJECT", "GCLOUD_PROJECT"];

    private static readonly string[] Locations = ["GOOGLE_VERTEX_LOCATION", "GOOGLE_CLOUD_LOCATION", "VERTEX_LOCATION"];

    public override IReadOnlyCollection<string> Providers => ["google-vertex", "google-vertex-anthropic"];

    public override WireAnswer WiresOf(WireQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var dialect = question.Model?.Dialect ?? question.Connection.Provider.Dialect;
        var location = First(question.Environment, Locations) ?? (question.Connection.Provider.Id == "google-vertex" ? "us-central1" : "global");
        var project = First(question.Environment, Projects);
        if (project is null && !question.Connection.HasOwnBaseUrl)
        {
            return dialect == DialectNames.Gemini && question.Connection.Auth.Name == "api" && Reach(question, dialect, Express, KeyPlacements.XGoogApiKey, out _) is { } express
                ? WireAnswer.Of(express)
                : WireAnswer.Not("It needs a Google Cloud project: give GOOGLE_VERTEX_PROJECT under variables in its block, or set it where Weir starts.");
        }

        var placed = question with
        {
            Environment = name => name switch
            {
                "GOOGLE_VERTEX_PROJECT" => project,
                "GOOGLE_VERTEX_LOCATION" => location,
                "GOOGLE_VERTEX_ENDPOINT" => question.Environment(name) is { Length: > 0 } own ? own : Host(location),
                _ => question.Environment(name),
            },
        };
        return Reach(placed, dialect, question.Model?.BaseUrl ?? question.Connection.Provider.BaseUrl, question.Model?.KeyPlacement, out var problem) is { } wire ? WireAnswer.Of(wire) : WireAnswer.Not(problem!);
    }

    /// <summary>The host of a location: one for all the world, one of two continents, or a region's own.</summary>
    internal static string Host(string location) => location switch
    {
        "global" => "aiplatform.googleapis.com",
        "eu" or "us" => $"aiplatform.{location}.rep.googleapis.com",
        _ => $"{location}-aiplatform.googleapis.com",
    };

    private static string? First(Func<string, string?> environment, string[] names) => names.Select(environment).FirstOrDefault(static value => !string.IsNullOrEmpty(value));
}
