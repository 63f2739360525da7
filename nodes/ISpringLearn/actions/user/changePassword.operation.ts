import { failed } from '../../../shared/failure';
import { toText } from '../../../shared/fields/values';
import { PASSWORD } from '../../user/profile';
import { asText } from '../../wire/along';
import { userPath } from '../../wire/restChannel';
import { userCall } from './userCall';

/** Source: OpenAPI, `POST /user/{userId}/password`. */
export const changePassword = userCall({
	operation: 'changePassword',
	user: 'The user who gets a new password',
	parameters: (show) => [
		{
			displayName: 'New Password',
			name: 'newPassword',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Set on every run: iSpring never shows a password',
			displayOptions: { show },
		},
	],
	read: (context, i) => {
		const password = toText('New Password', context.getNodeParameter('newPassword', i, ''));
		if (password === '')
			throw failed({
				kind: 'invalid',
				parameter: 'New Password',
				says: 'New Password is empty',
				todo: 'Map a value for every item.',
			});
		return new Map([[PASSWORD, { set: password }]]);
	},
	hidden: PASSWORD,
	write: async (client, { id }, [{ to }]) => await client.post(`${userPath(id)}/password`, { password: asText(to) }),
});
