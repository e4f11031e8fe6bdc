using Weir.Credentials.Methods;
using Weir.Routing.Targets;

namespace Weir.Gateway.Quotas;

/// <summary>Tells one address and credential from another, whatever the connection is called. Of a key it holds what people see.</summary>
internal readonly record struct QuotaOrigin(string Provider, Uri? Address, string Auth, string Source, string? Key)
{
    public static QuotaOrigin Of(Connection connection) =>
        new(connection.Provider.Id, connection.BaseUrl, connection.Auth.Name, connection.Auth.Source, connection.Auth is ApiKeyMethod key ? key.Masked : null);
}
