import type { IDataObject } from 'n8n-workflow';

import { unlessNone } from '../wire/none';

/** A user in ten members: what a workflow usually asks of one. */
export function simplified(user: IDataObject): IDataObject {
	const {
		Id = null,
		FirstName = null,
		LastName = null,
		Email = null,
		ExternalId = null,
		Type = null,
		Status = null,
		WebsiteRole = null,
		Country = null,
		LastActivity = null,
	} = user;
	return { Id, FirstName, LastName, Email, ExternalId, Type, Status, WebsiteRole, Country, LastActivity: unlessNone(LastActivity) };
}
