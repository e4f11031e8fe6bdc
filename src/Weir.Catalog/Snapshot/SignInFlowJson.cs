using System.Text.Json;

namespace Weir.Catalog.Snapshot;

/// <summary>Sign-in flows inside a provider's line: their reader; <see cref="SignInFlowWriter"/> is the mirror.</summary>
internal static class SignInFlowJson
{
    public static SignInFlow[] ReadAll(ref JsonLineReader reader)
    {
        var flows = new List<SignInFlow>(2);
        reader.EnterArray();
        while (reader.NextElement())
        {
            flows.Add(Read(ref reader));
        }

        return [.. flows];
    }

    private static SignInFlow Read(ref JsonLineReader reader)
    {
        var flow = new SignInFlow { Name = "", Label = "", Grant = "", ClientId = "" };
        reader.EnterObject();
        while (reader.NextProperty())
        {
            flow = reader.Name() switch
            {
                "name" => flow with { Name = reader.String() },
                "label" => flow with { Label = reader.String() },
                "grant" => flow with { Grant = reader.String() },
                "client_id" => flow with { ClientId = reader.String() },
                "client_secret" => flow with { ClientSecret = reader.String() },
                "basic" => flow with { BasicClientAuth = reader.Boolean() },
                "authorize_url" => flow with { AuthorizeUrl = reader.String() },
                "token_url" => flow with { TokenUrl = reader.String() },
                "device_url" => flow with { DeviceUrl = reader.String() },
                "redirect_url" => flow with { RedirectUrl = reader.String() },
                "scopes" => flow with { Scopes = reader.Strings() },
                "authorize" => flow with { AuthorizeParameters = ReadTexts(ref reader) },
                "redirect_origins" => flow with { RedirectOrigins = reader.Strings() },
                "json" => flow with { JsonBody = reader.Boolean() },
                "token_member" => flow with { TokenMember = reader.String() },
                "lifetime_member" => flow with { LifetimeMember = reader.String() },
                "lifetime" => flow with { DefaultLifetime = reader.Int32() },
                "refresh_early" => flow with { RefreshEarly = reader.Int32() },
                "poll_margin" => flow with { PollMargin = reader.Int32() },
                "claims" => flow with { Claims = ReadClaims(ref reader) },
                "headers" => flow with { Headers = ReadTexts(ref reader) },
                "fields" => flow with { Fields = ReadFields(ref reader) },
                "base_url" => flow with { BaseUrl = reader.String() },
                "models" => flow with { Models = reader.Strings() },
                "excluded_models" => flow with { ExcludedModels = reader.Strings() },
                _ => Pass(ref reader, flow),
            };
        }

        return flow switch
        {
            { Name: "" } => throw Missing("name"),
            { Label: "" } => throw Missing("label"),
            { Grant: "" } => throw Missing("grant"),
            { ClientId: "" } => throw Missing("client_id"),
            _ => flow,
        };
    }

    private static SignInField[] ReadFields(ref JsonLineReader reader)
    {
        var fields = new List<SignInField>(2);
        reader.EnterArray();
        while (reader.NextElement())
        {
            fields.Add(ReadField(ref reader));
        }

        return [.. fields];
    }

    private static SignInField ReadField(ref JsonLineReader reader)
    {
        var field = new SignInField { Name = "", Label = "" };
        reader.EnterObject();
        while (reader.NextProperty())
        {
            field = reader.Name() switch
            {
                "name" => field with { Name = reader.String() },
                "label" => field with { Label = reader.String() },
                "form" => field with { Form = reader.String() },
                "default" => field with { Default = reader.String() },
                "variable" => field with { Variable = reader.String() },
                "optional" => field with { IsOptional = reader.Boolean() },
                _ => Pass(ref reader, field),
            };
        }

        return field.Name.Length > 0 ? field : throw Missing("name of a field");
    }

    private static Dictionary<string, string> ReadTexts(ref JsonLineReader reader)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        reader.EnterObject();
        while (reader.NextProperty())
        {
            texts[reader.Name()] = reader.String();
        }

        return texts;
    }

    private static Dictionary<string, IReadOnlyList<string>> ReadClaims(ref JsonLineReader reader)
    {
        var claims = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        reader.EnterObject();
        while (reader.NextProperty())
        {
            claims[reader.Name()] = reader.Strings();
        }

        return claims;
    }

    // What a newer Weir wrote is passed over.
    private static T Pass<T>(ref JsonLineReader reader, T value)
    {
        reader.Skip();
        return value;
    }

    private static JsonException Missing(string name) => new($"a sign-in flow has no {name}");
}
