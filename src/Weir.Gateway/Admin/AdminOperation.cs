using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Weir.Gateway.Admin.Roles;
using Weir.Metering.People;

namespace Weir.Gateway.Admin;

/// <summary>One operation of the admin API.</summary>
/// <param name="Route">Where.</param>
/// <param name="Body">What it takes; null when it takes nothing.</param>
/// <param name="Answer">What it gives.</param>
/// <param name="Status">With which status.</param>
/// <param name="Handler">Does it.</param>
internal sealed record AdminOperation(AdminRoute Route, JsonTypeInfo? Body, JsonTypeInfo Answer, int Status, RequestDelegate Handler)
{
    /// <summary>Who may do it.</summary>
    public Role Least => OperationRoles.Of(Route);
}
