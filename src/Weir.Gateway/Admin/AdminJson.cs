using System.Text.Json.Serialization;
using Weir.Gateway.Admin.Credentials;
using Weir.Gateway.Admin.Previews;

namespace Weir.Gateway.Admin;

/// <summary>How the admin API and the command line write: camelCase, null members included, so that a shape never depends on the data.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(IReadOnlyList<ProviderEntry>))]
[JsonSerializable(typeof(IReadOnlyList<ConnectionEntry>))]
[JsonSerializable(typeof(ProviderDetail))]
[JsonSerializable(typeof(ConnectionTest))]
[JsonSerializable(typeof(IReadOnlyList<ConnectionTest>))]
[JsonSerializable(typeof(IReadOnlyList<ModelEntry>))]
[JsonSerializable(typeof(IReadOnlyList<KeyEntry>))]
[JsonSerializable(typeof(CreatedKey))]
[JsonSerializable(typeof(KeyOrder))]
[JsonSerializable(typeof(KeyRotation))]
[JsonSerializable(typeof(UsageReport))]
[JsonSerializable(typeof(IReadOnlyList<RequestEntry>))]
[JsonSerializable(typeof(RequestTrace))]
[JsonSerializable(typeof(GatewayStatus))]
[JsonSerializable(typeof(IReadOnlyList<ConfigNote>))]
[JsonSerializable(typeof(AuthReport))]
[JsonSerializable(typeof(CredentialEntry))]
[JsonSerializable(typeof(SignInOffer))]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(SignInPaste))]
[JsonSerializable(typeof(SignInEntry))]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(StoreChange))]
[JsonSerializable(typeof(StoreReport))]
[JsonSerializable(typeof(ConnectionOrder))]
[JsonSerializable(typeof(ConnectionSwitch))]
[JsonSerializable(typeof(RouteQuestion))]
[JsonSerializable(typeof(RoutePreview))]
[JsonSerializable(typeof(ConfigDiff))]
[JsonSerializable(typeof(AdminProblem))]
[JsonSerializable(typeof(RunningGateway))]
public sealed partial class AdminJson : JsonSerializerContext;
