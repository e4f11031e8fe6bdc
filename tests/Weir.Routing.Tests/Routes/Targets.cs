using Weir.Catalog;
using Weir.Catalog.Overlays;
using Weir.Credentials.Methods;
using Weir.Routing.Targets;

namespace Weir.Routing.Tests.Routes;

/// <summary>Targets that need no server.</summary>
internal static class Targets
{
    public static Target Of(string connection, string model = "m") => new(
        new Connection
        {
            Name = connection,
            Provider = new ProviderOverlay { Id = connection, Dialect = DialectNames.OpenAiChat }.ApplyTo(null),
            BaseUrl = new Uri("http://127.0.0.1:1/v1"),
            Auth = NoneMethod.Instance,
            Models = new Dictionary<string, CatalogModel>(),
            Origin = "test",
        },
        model,
        null,
        $"{connection}/{model}");
}
