using System.Text.Json;

namespace Weir.Catalog.Snapshot;

/// <summary>One provider's line: its reader; <see cref="ProviderLineWriter"/> is the mirror.</summary>
internal static class ProviderLine
{
    public static CatalogProvider Read(ReadOnlySpan<byte> line, IReadOnlyDictionary<string, CatalogModel> models)
    {
        string? id = null, name = null, npm = null, dialect = null, baseUrl = null, key = null, documentation = null;
        string[] variables = [];
        string[]? keyVariables = null;
        bool? chat = null;
        IReadOnlyList<CatalogAuthMethod>? auth = null;
        IReadOnlyList<SignInFlow> flows = [];
        var reader = new JsonLineReader(line);
        while (reader.NextProperty())
        {
            if (reader.Is("provider"u8))
            {
                id = reader.String();
            }
            else if (reader.Is("name"u8))
            {
                name = reader.String();
            }
            else if (reader.Is("npm"u8))
            {
                npm = reader.String();
            }
            else if (reader.Is("dialect"u8))
            {
                dialect = reader.String();
            }
            else if (reader.Is("chat"u8))
            {
                chat = reader.Boolean();
            }
            else if (reader.Is("base_url"u8))
            {
                baseUrl = reader.String();
            }
            else if (reader.Is("env"u8))
            {
                variables = reader.Strings();
            }
            else if (reader.Is("key_env"u8))
            {
                keyVariables = reader.Strings();
            }
            else if (reader.Is("key"u8))
            {
                key = reader.String();
            }
            else if (reader.Is("auth"u8))
            {
                auth = ReadAuth(ref reader);
            }
            else if (reader.Is("doc"u8))
            {
                documentation = reader.String();
            }
            else if (reader.Is("flows"u8))
            {
                flows = SignInFlowJson.ReadAll(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return new CatalogProvider
        {
            Id = id ?? throw new JsonException("a provider's line has no id"),
            Name = name ?? id,
            Variables = variables,
            KeyVariables = keyVariables ?? variables,
            BaseUrl = baseUrl,
            Dialect = dialect ?? throw new JsonException($"provider '{id}' has no dialect"),
            KeyPlacement = key ?? KeyPlacements.Bearer,
            AuthMethods = auth ?? SnapshotFormat.UsualAuth,
            ServesOpenAiChat = chat ?? dialect == DialectNames.OpenAiChat,
            Documentation = documentation,
            Npm = npm,
            Flows = flows,
            Models = models,
        };
    }

    private static CatalogAuthMethod[] ReadAuth(ref JsonLineReader reader)
    {
        var methods = new List<CatalogAuthMethod>(2);
        reader.EnterObject();
        while (reader.NextProperty())
        {
            methods.Add(new CatalogAuthMethod(reader.Name(), reader.String()));
        }

        return [.. methods];
    }
}
